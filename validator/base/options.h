/* The options of the program, as plain data. cli/ reads them from the command line. */
#ifndef DG_VALIDATE_OPTIONS_H
#define DG_VALIDATE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/code.h"
#include "common/configuration.h"
#include "common/option.h"
#include "runtime/contract.h"
#include "runtime/report.h"

struct report_format;

/* The commands, as bits, so that an option can name the commands that accept it. */
enum command {
    COMMAND_CHECK = 1,
    COMMAND_LIVE = 2, /* of an operation of the contract */
    COMMAND_CONTRACT = 4,
    COMMAND_EXPLAIN = 8,
    COMMAND_MERGE = 16
};

/* The enums below are in the order of the words that cli/command_line_table.c lists for them. */

enum help_form {
    HELP_TEXT,
    HELP_MANUAL,
    HELP_BASH,
    HELP_ZSH,
    HELP_FISH
};

enum color {
    COLOR_AUTO,
    COLOR_ALWAYS,
    COLOR_NEVER
};

enum fail_on {
    FAIL_ON_ERROR,
    FAIL_ON_WARNING
};

/* --severity CODE[@POINTER]=SEVERITY; CODE may be PREFIX.* */
struct severity_rule {
    const char *text;
    struct code code;
    struct dg_text prefix; /* of the codes, with the dot; NULL: `code` */
    struct dg_text pointer;
    bool everywhere; /* no pointer was given */
    enum dg_severity severity;
};

/* A report to write. */
struct report_request {
    const struct report_format *format;
    const char *path;   /* NULL: standard output */
    const char *option; /* which asks for the report: its name, and its value */
    const char *value;  /* NULL: it is given once at most */
};

/* Strings are those of argv. */
struct options {
    enum command command;
    const struct dg_operation *operation; /* of a live command */
    const char *word;                     /* the command or id of the operation */
    const char *program;                  /* the name by which the program was called */
    bool call;                            /* an operation by its id */
    const char **arguments;               /* arguments that are neither option nor command */
    size_t argument_count;
    bool help;
    bool version;
    bool json;
    bool quiet;
    bool no_progress;
    bool verbose;
    bool fail_on_skip;
    bool update_baseline;
    bool baseline_strict;
    bool track;
    bool coverage;
    bool pipe; /* a verdict line for each line of standard input */
    bool dry_run;
    int help_form;               /* enum help_form */
    int color;                   /* enum color */
    int fail_on;                 /* enum fail_on */
    int input_format;            /* enum input_format */
    int64_t status;              /* 0: not given */
    int64_t max_depth;           /* levels */
    int64_t max_record;          /* bytes */
    int64_t max_body;            /* bytes */
    int64_t max_findings;        /* 0: no limit; -1: not given */
    int64_t coverage_fail_under; /* per cent; -1: not given */
    int64_t jobs;                /* threads */
    int64_t repeat;              /* number of responses */
    int64_t connect_timeout;     /* milliseconds */
    int64_t max_time;            /* milliseconds */
    int64_t speed_time;          /* seconds */
    int64_t retry;               /* attempts after the first */
    int64_t retry_delay;         /* milliseconds; 0: not given */
    int64_t retry_max_time;      /* milliseconds */
    struct option_list params;
    struct option_list headers;
    const char *expect; /* the wanted statuses (wanted.h) */
    const char *config; /* the configuration; NULL: one that is found, or none */
    const char *output;
    const char *baseline; /* the file of known findings; NULL: none is known */
    const char *operation_id;
    const char *schema;
    const char *at; /* JSON Pointer of the values to judge in each document; NULL: the document */
    const char *base_url;
    const char *proxy;
    const char *cacert;
    const char *cert;
    const char *key;
    const char *record;
    const char *api_key_file;
    const char *api_key_env;
    const struct report_format *format;
    struct report_request *reports; /* the main report first, unless -q turns it off */
    size_t report_count;
    struct severity_rule *severities;
    size_t severity_count;
    struct configuration configuration; /* has the texts of the settings */
};

/* Reports, in one line, that the value of an option is wrong, with its place if it is in the
   configuration. `value`: its text, of an option that may be repeated; NULL: it is given once at
   most. Returns false. */
bool options_refuse(const struct options *options, const char *name, const char *value,
                    const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
