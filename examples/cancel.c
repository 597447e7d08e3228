/* Cancels a batch prediction with libcurl and prints the response.
   DATAGRID_API_KEY=… cancel BASE-URL ID */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include <dg-contract/contract.h>

static char body[65536], memory[65536];
static size_t length;

static size_t keep(char *bytes, size_t size, size_t count, void *context)
{
    (void)context;
    if (size * count > sizeof body - length) {
        return 0; /* too long: curl gives up */
    }
    memcpy(body + length, bytes, size * count);
    length += size * count;
    return size * count;
}

static CURLcode cancel(const char *base, const char *id, const char *key)
{
    char url[512], token[512];
    CURL *curl = curl_easy_init();
    char *escaped = curl_easy_escape(curl, id, 0);

    snprintf(url, sizeof url, "%s/batch-predictions/%s/cancel", base, escaped);
    snprintf(token, sizeof token, "Authorization: Bearer %s", key);
    struct curl_slist *headers = curl_slist_append(NULL, token);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    CURLcode result = curl_easy_perform(curl);
    curl_slist_free_all(headers);
    curl_free(escaped);
    curl_easy_cleanup(curl);
    return result;
}

int main(int argc, char **argv)
{
    const char *key = getenv("DATAGRID_API_KEY");
    struct dg_batch_prediction batch;
    struct dg_arena arena;

    if (argc != 3 || key == NULL) {
        fprintf(stderr, "usage: DATAGRID_API_KEY=... cancel BASE-URL ID\n");
        return 2;
    }
    if (cancel(argv[1], argv[2], key) != CURLE_OK) {
        fprintf(stderr, "no successful response\n");
        return 2;
    }
    dg_arena_init(&arena, memory, sizeof memory, NULL);
    if (!dg_batch_prediction_decode(&batch, body, length, &arena, NULL)) {
        fprintf(stderr, "the response violates the contract\n");
        return 1;
    }
    printf("%.*s is %s, %lld of %lld items done\n", (int)batch.id.length, batch.id.data,
           dg_batch_prediction_status_text(batch.status), (long long)batch.request_counts.succeeded,
           (long long)batch.request_counts.total);
    return 0;
}
