// The driver of simdjson's On-Demand: visits each value, and gets texts, numbers and literals.
#include "../passes.h"

#include <simdjson.h>

using namespace simdjson;

static size_t visit(ondemand::value value)
{
    size_t sum = 0;

    switch (value.type()) {
    case ondemand::json_type::object:
        for (auto field : value.get_object()) {
            sum += std::string_view(field.unescaped_key()).size() + visit(field.value());
        }
        return sum;
    case ondemand::json_type::array:
        for (auto item : value.get_array()) {
            sum += visit(item.value());
        }
        return sum;
    case ondemand::json_type::string:
        return std::string_view(value.get_string()).size();
    case ondemand::json_type::number:
        return (size_t)(double)value.get_double();
    case ondemand::json_type::boolean:
        return (size_t)(bool)value.get_bool();
    default:
        return (size_t)(bool)value.is_null();
    }
}

static int parse(void *context, char *line, size_t length)
{
    auto *parser = (ondemand::parser *)context;

    try {
        ondemand::document document = parser->iterate(line, length, length + SIMDJSON_PADDING);
        volatile size_t sum = visit(document.get_value());
        return sum > 0;
    } catch (const simdjson_error &) {
        return 0;
    }
}

int main(int argc, char **argv)
{
    ondemand::parser parser;

    return argc == 2 ? passes_run(argv[1], parse, &parser) : 2;
}
