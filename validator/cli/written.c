/* Refuses runs that would write one file twice, or replace a file that they read. */
#include "cli/written.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/output.h"
#include "input/files.h"

static const char *shown(const char *path)
{
    return output_is_stdout(path) ? "standard output" : path;
}

static bool check_reports(const struct options *options)
{
    const struct report_request *reports = options->reports;

    for (size_t i = 0; i < options->report_count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (output_is_same(reports[i].path, reports[j].path)) {
                return options_refuse(options, reports[i].option, reports[i].value,
                                      "two reports would be written to %s", shown(reports[i].path));
            }
        }
    }
    return true;
}

/* Whether no report is written to the file of another option. */
static bool check_file(const struct options *options, const char *name, const char *path)
{
    for (size_t i = 0; path != NULL && i < options->report_count; i++) {
        if (output_is_same(path, options->reports[i].path)) {
            return options_refuse(options, name, path,
                                  "--%s and a report would both be written to %s", name,
                                  shown(path));
        }
    }
    return true;
}

/* Whether each file of the options is written by one of them only. */
static bool check_files(const struct options *options)
{
    if (options->baseline != NULL && output_is_stdout(options->baseline)) {
        return options_refuse(options, "baseline", NULL, "--baseline needs a file, not -");
    }
    if (options->baseline != NULL && options->record != NULL &&
        output_is_same(options->baseline, options->record)) {
        return options_refuse(options, "record", NULL,
                              "--record would be written to the file of --baseline");
    }
    return check_file(options, "record", options->record) &&
           check_file(options, "baseline", options->baseline);
}

/* What writes a file: the words for people, the option that names the file, and its value. */
struct writer {
    const char *words;
    const char *option;
    const char *value;
};

/* Looks for a file that is written among those that are read. */
struct search {
    struct file_visitor visitor; /* first, for its functions to recover the whole */
    const struct options *options;
    const struct writer *writer;
    struct stat written;
};

/* Whether `path`, or standard input ("-"), is the file that is written, by any name. */
static bool is_written(const struct search *search, const char *path)
{
    struct stat read;
    int result = strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &read) : stat(path, &read);

    return result == 0 && read.st_dev == search->written.st_dev &&
           read.st_ino == search->written.st_ino;
}

/* Says that the file is also read. Returns false. */
static bool refuse(const struct search *search, const char *reader, const char *path)
{
    const struct writer *writer = search->writer;

    return options_refuse(search->options, writer->option, writer->value,
                          "%s would be written to %s%s; name another file", writer->words, reader,
                          path);
}

static bool spare_input(struct file_visitor *visitor, const char *path)
{
    const struct search *search = (struct search *)visitor;

    if (!is_written(search, path)) {
        return true;
    }
    return refuse(search, strcmp(path, "-") == 0 ? "the file of standard input" : "the input ",
                  strcmp(path, "-") == 0 ? "" : path);
}

static bool spares_inputs(struct search *search)
{
    const struct options *options = search->options;
    bool spared = !options->pipe || spare_input(&search->visitor, "-");

    if (options->command != COMMAND_CHECK && options->command != COMMAND_MERGE) {
        return true;
    }
    for (size_t i = 0; spared && i < options->argument_count; i++) {
        spared = files_visit(options->arguments[i], &search->visitor);
    }
    return spared;
}

static bool spares_options(const struct search *search)
{
    const struct options *options = search->options;
    const struct {
        const char *name;
        const char *path;
    } files[] = {
        {"the configuration: ", options->configuration.path},
        {"the file of --api-key-file: ", options->api_key_file},
        {"the file of --cacert: ", options->cacert},
        {"the file of --cert: ", options->cert},
        {"the file of --key: ", options->key},
    };

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (files[i].path != NULL && is_written(search, files[i].path)) {
            return refuse(search, files[i].name, files[i].path);
        }
    }
    return true;
}

/* Whether writing to `output`, as output_open takes it, changes no file that the run reads. A file
   that is new, a device or a pipe isn't one. */
static bool spares_all(const struct options *options, const struct writer *writer,
                       const char *output)
{
    struct search search = {{.judge = spare_input}, .options = options, .writer = writer};
    int result = output_is_stdout(output) ? fstat(STDOUT_FILENO, &search.written)
                                          : stat(output, &search.written);

    return result != 0 || !S_ISREG(search.written.st_mode) ||
           (spares_options(&search) && spares_inputs(&search));
}

static bool check_inputs(const struct options *options)
{
    static const struct writer record = {"--record", "record", NULL};
    static const struct writer baseline = {"--baseline", "baseline", NULL};

    for (size_t i = 0; i < options->report_count; i++) {
        const struct report_request *report = &options->reports[i];
        const struct writer writer = {"a report", report->option, report->value};

        if (!spares_all(options, &writer, report->path)) {
            return false;
        }
    }
    return (options->record == NULL || spares_all(options, &record, options->record)) &&
           (!options->update_baseline || spares_all(options, &baseline, options->baseline));
}

bool written_check(const struct options *options)
{
    return check_reports(options) && check_files(options) && check_inputs(options);
}
