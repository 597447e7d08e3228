// Judges the document on standard input and says what it holds, in C++.
#include <dg-contract/contract.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

namespace
{

void *allocate(void *, std::size_t size)
{
    return std::malloc(size);
}

void release(void *, void *block)
{
    std::free(block);
}

struct Listener : dg_report {
    Listener() : dg_report{}
    {
        finding = print;
    }

    static void print(dg_report *, const dg_finding *found)
    {
        std::array<char, 500> line;

        dg_finding_print(line.data(), line.size(), found);
        std::cout << line.data() << '\n';
    }
};

std::string_view view(dg_text text)
{
    return {text.data, text.length};
}

dg_text text(std::string_view view)
{
    return {view.data(), view.size()};
}

// Whether a whole response is read as the documented one.
bool reads_responses(dg_arena *arena)
{
    dg_cancel_batch_prediction_exchange exchange{};
    struct dg_cancel_batch_prediction_answer answer; // C++ needs the word: a function has the name

    exchange.status = 404;
    exchange.content_type = text("application/problem+json; charset=utf-8");
    exchange.body = text(R"({"type":"about:blank","title":"Not Found","status":404})");
    exchange.path.batch_prediction_id = text("bpred_1");
    return dg_cancel_batch_prediction_answer(&answer, &exchange, arena, nullptr) &&
           answer.response == DG_CANCEL_BATCH_PREDICTION_RESPONSE_404 &&
           view(answer.body.problem_details.title) == "Not Found";
}

} // namespace

int main()
{
    const std::string json{std::istreambuf_iterator<char>{std::cin}, {}};
    const dg_allocator allocator{allocate, release, nullptr};
    dg_arena arena;
    dg_batch_prediction batch;
    Listener listener;

    dg_arena_init(&arena, nullptr, 0, &allocator);
    const bool good =
        dg_batch_prediction_decode(&batch, json.data(), json.size(), &arena, &listener);
    if (good) {
        const auto &counts = batch.request_counts;
        std::cout << view(batch.id) << " is " << dg_batch_prediction_status_text(batch.status)
                  << ", " << counts.total - counts.processing << " of " << counts.total
                  << " items are done\n";
    }
    if (good) {
        dg_batch_prediction_status status;
        const dg_text again = dg_batch_prediction_encode_arena(&batch, &arena);
        const dg_text name{"cancelled", 9};
        std::array<char, 60> words;

        if (again.data == nullptr || !dg_time_set(&batch.created_at, 0, 0, &arena) ||
            !dg_batch_prediction_status_from_text(&status, name) ||
            status != DG_BATCH_PREDICTION_STATUS_CANCELLED ||
            std::snprintf(words.data(), words.size(), DG_TEXT_FORMAT " in " DG_CONTRACT_VERSION,
                          DG_TEXT_ARGUMENTS(name)) < 10 ||
            dg_text_position(again, 5).column != 6) {
            return 2;
        }
    }
    if (!reads_responses(&arena)) {
        return 2;
    }
    dg_arena_free(&arena);
    return good ? 0 : 1;
}
