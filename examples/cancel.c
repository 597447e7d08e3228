/* Cancels a batch prediction with libcurl and prints what came back.
   DATAGRID_API_KEY=… ./cancel https://api.datagrid.com/v1 bpred_abc123 */
#include <stdio.h>
#include <stdlib.h>

#include <curl/curl.h>

#include "contract.h"

static char body[65536];
static size_t body_length;

static size_t keep(char *bytes, size_t size, size_t count, void *context)
{
    (void)context;
    if (count > sizeof body - body_length) {
        return 0; /* too long: curl gives up */
    }
    for (size_t i = 0; i < size * count; i++) {
        body[body_length++] = bytes[i];
    }
    return count;
}

static void complain(struct dg_report *report, const struct dg_finding *finding)
{
    char pointer[256];

    (void)report;
    dg_pointer_write(finding->frame, pointer, sizeof pointer);
    fprintf(stderr, "%s: %s\n", pointer, dg_code_meaning(finding->code));
}

int main(int argc, char **argv)
{
    static char memory[65536];
    char url[512], token[512];
    struct dg_report report = {.finding = complain};
    struct dg_batch_prediction batch;
    struct dg_arena arena;
    CURL *curl = curl_easy_init();
    const char *key = getenv("DATAGRID_API_KEY");

    if (argc != 3 || key == NULL || curl == NULL) {
        fprintf(stderr, "usage: DATAGRID_API_KEY=… %s BASE-URL ID\n", argv[0]);
        return 2;
    }
    char *id = curl_easy_escape(curl, argv[2], 0);
    snprintf(url, sizeof url, "%s/batch-predictions/%s/cancel", argv[1], id);
    snprintf(token, sizeof token, "Authorization: Bearer %s", key);
    struct curl_slist *headers = curl_slist_append(NULL, token);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    CURLcode result = curl_easy_perform(curl);
    curl_slist_free_all(headers);
    curl_free(id);
    curl_easy_cleanup(curl);
    if (result != CURLE_OK) {
        fprintf(stderr, "%s\n", curl_easy_strerror(result));
        return 1;
    }
    dg_arena_init(&arena, memory, sizeof memory, NULL);
    if (!dg_batch_prediction_decode(&batch, body, body_length, &arena, &report)) {
        return 1;
    }
    printf("%.*s is %s\n", (int)batch.id.length, batch.id.data, dg_batch_prediction_status_text(batch.status));
    printf("%lld of %lld items were done\n", (long long)batch.request_counts.succeeded,
           (long long)batch.request_counts.total);
    if (batch.cancelled_at.presence == DG_VALUE) {
        printf("cancelled at %.*s\n", (int)batch.cancelled_at.value.text.length, batch.cancelled_at.value.text.data);
    }
    return 0;
}
