/* Finds, checks and encodes the parameters of a request. */
#include "live/parameters.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/trouble.h"
#include "common/memory.h"
#include "common/suggestion.h"
#include "live/header_options.h"
#include "live/request_header.h"

/* Percent-encodes all but the unreserved characters of RFC 3986 §2.3. */
static void add_encoded(struct buffer *out, const char *value)
{
    static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789-._~";

    for (; *value != '\0'; value++) {
        if (strchr(unreserved, *value) != NULL) {
            buffer_add_bytes(out, value, 1);
        } else {
            buffer_format(out, "%%%02X", (unsigned char)*value);
        }
    }
}

/* Whether `name`, from --param, is the name of the parameter: of a header without regard to case
 * (RFC 9110 §5.1). */
static bool is_named(const struct dg_parameter *parameter, struct dg_text name)
{
    if (strlen(parameter->name) != name.length) {
        return false;
    }
    return parameter->in == DG_IN_HEADER ? strncasecmp(parameter->name, name.data, name.length) == 0
                                         : memcmp(parameter->name, name.data, name.length) == 0;
}

/* The NAME in NAME=VALUE. */
static struct dg_text name_in(const char *param)
{
    return (struct dg_text){param, strcspn(param, "=")};
}

/* The value that --param gives to a parameter; NULL: none. */
static const char *given_value(const struct options *options, const struct dg_parameter *parameter)
{
    for (size_t i = 0; i < options->params.count; i++) {
        struct dg_text name = name_in(options->params.items[i]);

        if (is_named(parameter, name)) {
            return name.data + name.length + 1;
        }
    }
    return NULL;
}

/* The --param that gives the value; the value itself, if it is an argument or from the
   environment. */
static const char *param_of(const struct options *options, const char *value)
{
    for (size_t i = 0; i < options->params.count; i++) {
        const char *param = options->params.items[i];

        if (value == param + name_in(param).length + 1) {
            return param;
        }
    }
    return value;
}

static const struct dg_parameter *find(const struct dg_operation *operation, struct dg_text name)
{
    for (size_t i = 0; i < operation->parameter_count; i++) {
        if (is_named(&operation->parameters[i], name)) {
            return &operation->parameters[i];
        }
    }
    return NULL;
}

static bool refuse_unknown(const struct options *options, const char *param)
{
    struct dg_text name = name_in(param);
    const struct dg_operation *operation = options->operation;
    struct suggestion suggestion = suggestion_for(name);
    const char *meant = NULL;

    for (size_t i = 0; i < operation->parameter_count; i++) {
        suggestion_offer_string(&suggestion, operation->parameters[i].name);
    }
    meant = suggestion.nearest.data;
    return options_refuse(options, "param", param, "'%s' has no parameter '%.*s'%s%s%s",
                          options->word, (int)(name.length < 64 ? name.length : 64), name.data,
                          meant == NULL ? "; see --help" : "; did you mean '",
                          meant == NULL ? "" : meant, meant == NULL ? "" : "'?");
}

static bool is_given_before(const struct options *options, const struct dg_parameter *parameter,
                            size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (is_named(parameter, name_in(options->params.items[i]))) {
            return true;
        }
    }
    return false;
}

/* Whether the parameter at `index` of the command line is known and not a duplicate. */
static bool check_given(const struct options *options, size_t index)
{
    const char *param = options->params.items[index];
    struct dg_text name = name_in(param);
    const struct dg_parameter *parameter = NULL;

    if (param[name.length] == '\0' || name.length == 0) {
        return options_refuse(options, "param", param, "--param: '%s' is not NAME=VALUE", param);
    }
    parameter = find(options->operation, name);
    if (parameter == NULL) {
        return refuse_unknown(options, param);
    }
    if (parameter->in == DG_IN_PATH && !options->call) {
        return options_refuse(options, "param", param,
                              "--param: %s is an argument of '%s'; see --help", parameter->name,
                              options->word);
    }
    if (parameter->unsent != NULL) {
        return options_refuse(options, "param", param, "--param: this program can't send %s: %s",
                              parameter->name, parameter->unsent);
    }
    if (is_given_before(options, parameter, index)) {
        return options_refuse(options, "param", param, "--param: %s is given twice",
                              parameter->name);
    }
    if (parameter->in == DG_IN_HEADER && header_options_given(options, parameter->name)) {
        return options_refuse(options, "param", param, "--param and --header both set %s",
                              parameter->name);
    }
    return true;
}

/* Keeps the value of a parameter for the rules that read it. */
static void keep_path_value(struct request *request, struct dg_text name, const char *value)
{
    const struct dg_operation *operation = request->operation;

    for (size_t i = 0; i < operation->parameter_count; i++) {
        const struct dg_parameter *parameter = &operation->parameters[i];

        if (parameter->in == DG_IN_PATH && is_named(parameter, name)) {
            request->path[request->path_count++] =
                (struct dg_path_value){parameter->name, dg_text_of(value)};
            return;
        }
    }
}

/* The value of the next parameter in the path: for commands of the contract the next argument.
   NULL, with one line of trouble, if there is none. */
static const char *path_value(const struct options *options, struct dg_text name, size_t *taken)
{
    const char *value = NULL;

    if (options->call) {
        for (size_t i = 0; i < options->params.count && value == NULL; i++) {
            struct dg_text given = name_in(options->params.items[i]);

            value = dg_text_equal(given, name) ? given.data + given.length + 1 : NULL;
        }
        if (value == NULL) {
            trouble(NULL, "'%s' needs --param %.*s=VALUE", options->word, (int)name.length,
                    name.data);
        }
    } else if (*taken < options->argument_count) {
        value = options->arguments[*taken];
        *taken += 1;
    } else {
        trouble(NULL, "'%s' needs the argument %.*s; see --help", options->word, (int)name.length,
                name.data);
    }
    return value;
}

/* Adds one path segment. An empty segment or dots would change the path. */
static bool add_segment(struct request *request, const struct options *options, struct dg_text name,
                        const char *value)
{
    if (*value == '\0' || strcmp(value, ".") == 0 || strcmp(value, "..") == 0) {
        return options_refuse(options, "param", param_of(options, value),
                              "'%s' is not a valid %.*s", value, (int)name.length, name.data);
    }
    add_encoded(&request->url, value);
    keep_path_value(request, name, value);
    return true;
}

static bool check_all_given(const struct options *options)
{
    for (size_t i = 0; i < options->params.count; i++) {
        if (!check_given(options, i)) {
            return false;
        }
    }
    return true;
}

bool parameters_add_path(struct request *request, const struct options *options)
{
    const char *at = request->operation->path;
    size_t taken = 0;

    request->path =
        memory_new_array(request->operation->parameter_count + 1, sizeof *request->path);
    if (!check_all_given(options)) {
        return false;
    }
    while (*at != '\0') {
        size_t literal = strcspn(at, "{");

        buffer_add_bytes(&request->url, at, literal);
        at += literal;
        if (*at == '{') {
            struct dg_text name = {at + 1, strcspn(at + 1, "}")};
            const char *value = path_value(options, name, &taken);

            if (value == NULL || !add_segment(request, options, name, value)) {
                return false;
            }
            at += name.length + (name.data[name.length] == '}' ? 2 : 1);
        }
    }
    if (taken < options->argument_count) {
        trouble(NULL, "'%s' doesn't take the argument '%s'; see --help",
                options->call ? "call" : options->word, options->arguments[taken]);
    }
    return taken == options->argument_count;
}

static bool add_header(struct request *request, const struct options *options, const char *name,
                       const char *value, const char *source)
{
    const char *reason = header_options_refuse_value(value);

    if (reason != NULL) {
        return options_refuse(options, "param", param_of(options, value), "%s: %s", source, reason);
    }
    request_header_add(request, name, value);
    return true;
}

static void add_query(struct request *request, const char *name, const char *value, bool *first)
{
    buffer_add(&request->url, *first ? "?" : "&");
    add_encoded(&request->url, name);
    buffer_add(&request->url, "=");
    add_encoded(&request->url, value);
    *first = false;
}

static bool refuse_absent(const struct options *options, const struct dg_parameter *parameter)
{
    const char *variable = parameter->environment;

    trouble(NULL, "'%s' needs --param %s=VALUE%s%s", options->word, parameter->name,
            variable == NULL ? "" : ", or the environment variable ",
            variable == NULL ? "" : variable);
    return false;
}

bool parameters_add_others(struct request *request, const struct options *options)
{
    const struct dg_operation *operation = request->operation;
    bool first = true;

    for (size_t i = 0; i < operation->parameter_count; i++) {
        const struct dg_parameter *parameter = &operation->parameters[i];
        const char *value = given_value(options, parameter);
        const char *source = "--param";

        if (parameter->in == DG_IN_PATH || parameter->unsent != NULL ||
            (parameter->in == DG_IN_HEADER && header_options_given(options, parameter->name))) {
            continue;
        }
        if (value == NULL && parameter->environment != NULL) {
            source = parameter->environment;
            value = getenv(source);
            value = value == NULL || *value == '\0' ? NULL : value;
        }
        if (value == NULL && parameter->required) {
            return refuse_absent(options, parameter);
        }
        if (value != NULL && parameter->in == DG_IN_QUERY) {
            add_query(request, parameter->name, value, &first);
        } else if (value != NULL && !add_header(request, options, parameter->name, value, source)) {
            return false;
        }
    }
    return true;
}
