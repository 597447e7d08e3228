/* torture LIST WORKERS some|places|all: runs each command line of the list many times, with another
 * call failing in each run, and checks the results. `some`: the calls 1, 3, 9, 27, and so on fail,
 * in some ways; `places`: also the first call from each place, in all ways; `all`: each call.
 * Workers run in the folders w0, w1, ... at the same time. The last lines are the figures; the exit
 * status is 1 if a run went wrong. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "calls.h"
#include "command.h"

/* A row of calls.h. */
static const struct kind {
    const char *name;
    const char *statuses[2]; /* of dg-validate, of dg-codegen; a digit each */
    bool harmless;           /* a failure may make no difference */
    bool placed;             /* other files may be in place already */
} kinds[] = {
#define KIND(identifier, name, validate, codegen, harmless, placed)                                \
    {name, {validate, codegen}, harmless, placed},
    TORTURE_CALLS(KIND)
#undef KIND
};

/* How a call fails. */
static const struct fault {
    const char *name;
    int error;     /* 0: a short transfer */
    char suffix;   /* of the plan (shim.c): '+': all later calls fail, too; NUL: one call fails */
    bool anything; /* the result may differ from that of a run without the fault */
    bool sampled;  /* belongs to the sample: `some` */
} faults[] = {
    {"once", ENOMEM, '\0', true, true},    {"from then on", ENOMEM, '+', true, false},
    {"EIO", EIO, '\0', true, true},        {"EIO from then on", EIO, '+', true, false},
    {"ENOSPC", ENOSPC, '\0', true, false}, {"EINTR", EINTR, '\0', false, true},
    {"short", 0, '\0', false, true},
};
#define FAULT_COUNT (sizeof faults / sizeof *faults)

/* Whether a call of this kind can have the fault. */
static bool can_befall(enum torture_call kind, const struct fault *fault)
{
    bool transfers = kind == TORTURE_READ || kind == TORTURE_WRITE || kind == TORTURE_SEND ||
                     kind == TORTURE_RECV;

    switch (fault->error) {
    case ENOMEM:
        return kind == TORTURE_MEMORY;
    case EIO:
        return kind != TORTURE_MEMORY;
    case ENOSPC:
        return kind == TORTURE_WRITE || kind == TORTURE_FSYNC || kind == TORTURE_MKDIR ||
               kind == TORTURE_OPEN || kind == TORTURE_CLOSE || kind == TORTURE_RENAME;
    case EINTR:
        return (transfers || kind == TORTURE_FLOCK || kind == TORTURE_POLL ||
                kind == TORTURE_WAIT || kind == TORTURE_OPEN || kind == TORTURE_FSYNC ||
                kind == TORTURE_GETRANDOM);
    default:
        return transfers;
    }
}

static const char *const extents[] = {"some", "places", "all"};
enum extent {
    EXTENT_SOME,
    EXTENT_PLACES,
    EXTENT_ALL,
    EXTENT_COUNT
};

/* Exit statuses of the programs are below this one. */
#define STATUS_COUNT 10

/* The numbers of runs of a worker, by the kind of the failing call, and by the exit status. */
struct figures {
    unsigned long commands;
    unsigned long statuses[STATUS_COUNT + 1]; /* the last one: all others */
    unsigned long runs[TORTURE_CALL_COUNT];
    unsigned long harmless[TORTURE_CALL_COUNT];
    unsigned long wrong[TORTURE_CALL_COUNT];
};

static bool is_prefix(const char *part, const char *whole)
{
    return strncmp(part, whole, strlen(part)) == 0;
}

static size_t lines_in(const char *text)
{
    size_t lines = 0;

    for (; *text != '\0'; text++) {
        lines += *text == '\n';
    }
    return lines;
}

static bool is_same(const struct outcome *one, const struct outcome *other)
{
    return one->status == other->status && strcmp(one->out, other->out) == 0 &&
           (one->varies || strcmp(one->error, other->error) == 0) && one->files == other->files;
}

/* A command, and its results without failures. */
struct course {
    const struct command *command;
    struct outcome plain;
    struct outcome untouched; /* of the program `true`, which changes no file */
    enum extent extent;
    struct torture_place *places; /* NULL: the extent doesn't need them */
    size_t place_count;
};

/* What is wrong with the outcome of a run whose memory ran out; NULL: nothing. */
static const char *judge_memory(const struct course *course, const struct outcome *outcome)
{
    const char *line =
        course->command->codegen ? "dg-codegen: out of memory\n" : "dg-validate: out of memory\n";
    size_t length = strlen(outcome->error);
    size_t before = length - strlen(line);

    if (length < strlen(line) || strcmp(outcome->error + before, line) != 0) {
        return "the last line is not the message about memory";
    }
    if (!outcome->varies && strncmp(outcome->error, course->plain.error, before) != 0) {
        return "the lines before the message differ";
    }
    return is_prefix(outcome->out, course->plain.out) ? NULL : "the report differs";
}

/* What is wrong with the outcome of a run in which a file or the network failed; NULL: nothing. */
static const char *judge_trouble(const struct course *course, const struct outcome *outcome,
                                 bool once)
{
    size_t plain = lines_in(course->plain.error);
    size_t lines = lines_in(outcome->error);

    if (strstr(outcome->error, ": Success\n") != NULL) {
        return "the message gives no reason";
    }
    if (lines == 0 || (once && lines > plain + 1)) {
        return "not one line on standard error";
    }
    return NULL;
}

/* What is wrong with the files after a run; NULL: nothing. */
static const char *judge_files(const struct course *course, const struct outcome *outcome,
                               const struct kind *kind, const struct fault *fault)
{
    const struct outcome *plain = &course->plain;
    const struct outcome *untouched = &course->untouched;

    /* Drafts stay if no file can be removed. */
    if (outcome->draft && !(kind == &kinds[TORTURE_UNLINK] && fault->suffix == '+')) {
        return "a draft was left";
    }
    if (kind->placed || outcome->files == untouched->files || outcome->files == plain->files) {
        return NULL;
    }
    /* A report may differ: it counts inputs that could not be read. */
    return (outcome->status == 3 || outcome->status == 4) && !course->command->codegen &&
                   outcome->names == plain->names
               ? NULL
               : "files were changed";
}

static const char *judge(const struct course *course, const struct outcome *outcome,
                         enum torture_call call, const struct fault *fault)
{
    const struct kind *kind = &kinds[call];
    const char *statuses = kind->statuses[course->command->codegen];
    bool memory = call == TORTURE_MEMORY && !(course->command->beyond && outcome->status == 4);

    if (outcome->status < 0) {
        return "the run took too long";
    }
    if (outcome->status > 255) {
        return "the program crashed";
    }
    if (is_same(outcome, &course->plain)) {
        return kind->harmless || course->command->again || !fault->anything
                   ? NULL
                   : "the failure had no effect";
    }
    if (!fault->anything) {
        return "the result differs";
    }
    if (memory == (call == TORTURE_MEMORY) &&
        (outcome->status > 9 || strchr(statuses, '0' + outcome->status) == NULL)) {
        return "the exit status is not allowed";
    }
    if (judge_files(course, outcome, kind, fault) != NULL) {
        return judge_files(course, outcome, kind, fault);
    }
    return memory ? judge_memory(course, outcome)
                  : judge_trouble(course, outcome, fault->suffix == '\0');
}

static void print_wrong(const struct course *course, const struct outcome *outcome,
                        const char *what, const char *why)
{
    printf("WRONG %s: %s\n  %s\n  status %d, without the failure %d\n", what, why,
           course->command->line, outcome->status, course->plain.status);
    if (outcome->error[0] != '\0') {
        printf("  | %.*s\n", (int)strcspn(outcome->error, "\n"), outcome->error);
    }
    fflush(stdout);
}

/* Runs the command with a fault. Returns false if the fault met no call. */
static bool torture_once(const struct course *course, enum torture_call kind,
                         const struct fault *fault, unsigned long number, struct figures *figures)
{
    char plan[64];
    char what[128];
    struct outcome outcome;
    bool struck = false;

    snprintf(plan, sizeof plan, "%d:%d:%lu%c", (int)kind, fault->error, number, fault->suffix);
    outcome = command_run(course->command, plan);
    struck = outcome.struck;
    if (struck) {
        const char *why = judge(course, &outcome, kind, fault);
        bool known = outcome.status >= 0 && outcome.status < STATUS_COUNT;

        figures->runs[kind]++;
        figures->harmless[kind] += why == NULL && is_same(&outcome, &course->plain);
        figures->wrong[kind] += why != NULL;
        figures->statuses[known ? outcome.status : STATUS_COUNT]++;
        snprintf(what, sizeof what, "%s %lu, %s (%s)", kinds[kind].name, number, fault->name, plan);
        if (why != NULL) {
            print_wrong(course, &outcome, what, why);
        }
    }
    outcome_free(&outcome);
    return struck;
}

/* The number of the call to fail after the call `number`; 0: before the first one. */
static unsigned long next_number(const struct course *course, enum torture_call kind,
                                 unsigned long number)
{
    unsigned long next = 1;

    if (course->extent == EXTENT_ALL) {
        return number + 1;
    }
    while (next <= number) {
        next *= 3;
    }
    for (size_t i = 0; i < course->place_count; i++) {
        const struct torture_place *place = &course->places[i];

        if (place->kind == kind && place->number > number && place->number < next) {
            next = place->number;
        }
    }
    return next;
}

/* Runs the command until the fault meets no call any more. */
static void torture(const struct course *course, enum torture_call kind, const struct fault *fault,
                    struct figures *figures)
{
    unsigned long number = next_number(course, kind, 0);

    while (torture_once(course, kind, fault, number, figures)) {
        number = next_number(course, kind, number);
    }
}

static struct outcome do_nothing(const struct command *command)
{
    struct command nothing = *command;

    nothing.words[0] = "true";
    return command_run(&nothing, NULL);
}

static void torture_command(const struct command *command, struct figures *figures,
                            enum extent extent)
{
    struct course course = {.command = command, .untouched = do_nothing(command), .extent = extent};

    course.plain = command_run(command, NULL);
    if (extent == EXTENT_PLACES) {
        course.places = command_places(command, &course.place_count);
    }
    for (int kind = 0; kind < TORTURE_CALL_COUNT; kind++) {
        for (size_t i = 0; i < FAULT_COUNT; i++) {
            if (can_befall((enum torture_call)kind, &faults[i]) &&
                (extent != EXTENT_SOME || faults[i].sampled)) {
                torture(&course, (enum torture_call)kind, &faults[i], figures);
            }
        }
    }
    figures->commands++;
    outcome_free(&course.plain);
    outcome_free(&course.untouched);
    free(course.places);
}

static unsigned long sum_of(const unsigned long *figures, size_t count)
{
    unsigned long sum = 0;

    for (size_t i = 0; i < count; i++) {
        sum += figures[i];
    }
    return sum;
}

/* Each worker takes the next command of the list, whose number comes out of a pipe. */
static int work(const char *list, int index, enum extent extent, const int tickets[2], int results)
{
    struct figures figures = {.commands = 0};
    size_t count = 0;
    struct command *commands = command_list(list, &count);
    char folder[16];
    unsigned char ticket = 0;

    snprintf(folder, sizeof folder, "w%d", index);
    if (chdir(folder) != 0) {
        perror(folder);
        return 1;
    }
    while (read(tickets[0], &ticket, 1) == 1 && ticket < count) {
        unsigned long runs = sum_of(figures.runs, TORTURE_CALL_COUNT);

        torture_command(&commands[ticket], &figures, extent);
        printf("%6lu runs: %s\n", sum_of(figures.runs, TORTURE_CALL_COUNT) - runs,
               commands[ticket].line);
        fflush(stdout);
    }
    return write(results, &figures, sizeof figures) == (ssize_t)sizeof figures ? 0 : 1;
}

static unsigned long print_figures(const struct figures *sum)
{
    unsigned long wrong = sum_of(sum->wrong, TORTURE_CALL_COUNT);

    printf("%-12s%10s%14s%8s\n", "calls", "runs", "no difference", "wrong");
    for (int i = 0; i < TORTURE_CALL_COUNT; i++) {
        printf("%-12s%10lu%14lu%8lu\n", kinds[i].name, sum->runs[i], sum->harmless[i],
               sum->wrong[i]);
    }
    for (int status = 0; status < STATUS_COUNT; status++) {
        if (sum->statuses[status] > 0) {
            printf("exit status %d: %lu\n", status, sum->statuses[status]);
        }
    }
    printf("other ends: %lu\n", sum->statuses[STATUS_COUNT]);
    printf("%lu commands, %lu runs, %lu wrong\n", sum->commands,
           sum_of(sum->runs, TORTURE_CALL_COUNT), wrong);
    return wrong;
}

static void add(unsigned long *sum, const unsigned long *figures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        sum[i] += figures[i];
    }
}

/* Adds up the figures of all workers. Returns false if one of them has none. */
static bool collect(struct figures *sum, int results, int workers)
{
    for (int i = 0; i < workers; i++) {
        struct figures one;
        int status = 0;

        if (read(results, &one, sizeof one) != (ssize_t)sizeof one || wait(&status) < 0) {
            fputs("torture: a worker failed\n", stderr);
            return false;
        }
        sum->commands += one.commands;
        add(sum->statuses, one.statuses, STATUS_COUNT + 1);
        add(sum->runs, one.runs, TORTURE_CALL_COUNT);
        add(sum->harmless, one.harmless, TORTURE_CALL_COUNT);
        add(sum->wrong, one.wrong, TORTURE_CALL_COUNT);
    }
    return true;
}

int main(int argc, char **argv)
{
    struct figures sum = {.commands = 0};
    int workers = argc == 4 ? atoi(argv[2]) : 0;
    int extent = 0;
    int tickets[2];
    int results[2];
    sigset_t child;

    while (argc == 4 && extent < EXTENT_COUNT && strcmp(argv[3], extents[extent]) != 0) {
        extent++;
    }
    if (workers < 1 || extent == EXTENT_COUNT || pipe(tickets) != 0 || pipe(results) != 0) {
        fputs("usage: torture LIST WORKERS some|places|all\n", stderr);
        return 2;
    }
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    for (int i = 0; i < workers; i++) {
        if (fork() == 0) {
            close(tickets[1]);
            close(results[0]);
            return work(argv[1], i, (enum extent)extent, tickets, results[1]);
        }
    }
    for (unsigned char ticket = 0; ticket < 200; ticket++) {
        if (write(tickets[1], &ticket, 1) != 1) {
            return 1;
        }
    }
    close(tickets[1]);
    close(results[1]);
    return collect(&sum, results[0], workers) && print_figures(&sum) == 0 ? 0 : 1;
}
