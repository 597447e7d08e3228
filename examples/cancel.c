/* Cancels a batch prediction with libcurl, judges the response, and prints it.
   DATAGRID_API_KEY=… cancel BASE-URL ID */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include <dg-contract/contract.h>

/* What the server sent. */
static char type[256], body[65536];
static size_t length;
static long status;

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
    const char *received = NULL;
    CURL *curl = curl_easy_init();
    char *escaped = curl_easy_escape(curl, id, 0);

    snprintf(url, sizeof url, "%s/batch-predictions/%s/cancel", base, escaped);
    snprintf(token, sizeof token, "Authorization: Bearer %s", key);
    struct curl_slist *headers = curl_slist_append(NULL, token);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
    CURLcode result = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &received);
    snprintf(type, sizeof type, "%s", received == NULL ? "" : received);
    curl_slist_free_all(headers);
    curl_free(escaped);
    curl_easy_cleanup(curl);
    return result;
}

/* Prints a finding as a line. */
static void complain(struct dg_report *report, const struct dg_finding *finding)
{
    char line[1024];

    (void)report;
    dg_finding_print(line, sizeof line, finding);
    fprintf(stderr, "%s\n", line);
}

static int print_batch(const struct dg_batch_prediction *batch)
{
    printf(DG_TEXT_FORMAT " is %s, %lld of %lld items done\n", DG_TEXT_ARGUMENTS(batch->id),
           dg_batch_prediction_status_text(batch->status),
           (long long)batch->request_counts.succeeded, (long long)batch->request_counts.total);
    return 0;
}

static int print_problem(const struct dg_problem_details *problem)
{
    fprintf(stderr, DG_TEXT_FORMAT, DG_TEXT_ARGUMENTS(problem->title));
    if (problem->detail.presence == DG_VALUE) {
        fprintf(stderr, ": " DG_TEXT_FORMAT, DG_TEXT_ARGUMENTS(problem->detail.value));
    }
    fputc('\n', stderr);
    return 2;
}

static int print_answer(const struct dg_cancel_batch_prediction_answer *answer)
{
    switch (answer->response) {
    case DG_CANCEL_BATCH_PREDICTION_RESPONSE_200:
        return print_batch(&answer->body.batch_prediction);
    case DG_CANCEL_BATCH_PREDICTION_RESPONSE_401:
    case DG_CANCEL_BATCH_PREDICTION_RESPONSE_404:
    case DG_CANCEL_BATCH_PREDICTION_RESPONSE_409:
    case DG_CANCEL_BATCH_PREDICTION_RESPONSE_4XX:
    case DG_CANCEL_BATCH_PREDICTION_RESPONSE_5XX:
        return print_problem(&answer->body.problem_details);
    case DG_UNRECOGNIZED_CANCEL_BATCH_PREDICTION_RESPONSE:
        break; /* a finding */
    }
    return 1;
}

int main(int argc, char **argv)
{
    static char memory[65536];
    const char *key = getenv("DATAGRID_API_KEY");
    struct dg_report report = {.finding = complain};
    struct dg_cancel_batch_prediction_answer answer;
    struct dg_arena arena;

    if (argc != 3 || key == NULL) {
        fprintf(stderr, "usage: DATAGRID_API_KEY=... cancel BASE-URL ID\n");
        return 2;
    }
    if (cancel(argv[1], argv[2], key) != CURLE_OK) {
        fprintf(stderr, "no complete response\n");
        return 2;
    }
    const struct dg_cancel_batch_prediction_exchange exchange = {
        .status = (int)status,
        .content_type = dg_text_of(type),
        .body = {body, length},
        .path = {.batch_prediction_id = dg_text_of(argv[2])},
    };
    dg_arena_init(&arena, memory, sizeof memory, NULL);
    if (!dg_cancel_batch_prediction_answer(&answer, &exchange, &arena, &report)) {
        fprintf(stderr, "the response violates the contract\n");
        return 1;
    }
    return print_answer(&answer);
}
