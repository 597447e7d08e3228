// Judges the document on standard input and says what it holds, in C++.
#include <dg-contract/contract.h>

#include <array>
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
        std::array<char, 200> pointer;

        dg_pointer_write(found->frame, pointer.data(), pointer.size());
        std::cout << dg_code_name(found->code) << ": " << pointer.data() << '\n';
    }
};

std::string_view view(dg_text text)
{
    return {text.data, text.length};
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
    dg_arena_free(&arena);
    return good ? 0 : 1;
}
