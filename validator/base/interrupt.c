/* Catches signals. After a signal, a timer interrupts blocking calls, and at last ends the
 * process. */
#include "base/interrupt.h"

#include <stddef.h>
#include <time.h>
#include <unistd.h>

#include "base/trouble.h"
#include "common/drafts.h"

/* The timer's interval, and the intervals after which the process dies. */
#define INTERVAL_NANOSECONDS 50000000
#define INTERVALS 30

/* A signal handler has no arguments, and finds everything here. */
static struct {
    volatile sig_atomic_t caught;
    volatile sig_atomic_t intervals;
    volatile sig_atomic_t has_timer;
    timer_t timer;
} interrupts;

static const struct {
    int number;
    const char *name;
} ending_signals[] = {{SIGHUP, "SIGHUP"}, {SIGINT, "SIGINT"}, {SIGTERM, "SIGTERM"}};
#define ENDING_SIGNAL_COUNT (sizeof ending_signals / sizeof *ending_signals)

/* Ends the process as the signal would have done without us. */
static void die(int signal_number)
{
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigset_t only;

    sigemptyset(&only);
    sigaddset(&only, signal_number);
    sigaction(signal_number, &action, NULL);
    kill(getpid(), signal_number);
    sigprocmask(SIG_UNBLOCK, &only, NULL);
    _exit(128 + signal_number);
}

static void give_up(void)
{
    drafts_remove();
    die(interrupts.caught);
}

static void note_signal(int signal_number)
{
    const struct itimerspec interval = {.it_interval = {.tv_nsec = INTERVAL_NANOSECONDS},
                                        .it_value = {.tv_nsec = INTERVAL_NANOSECONDS}};

    if (interrupts.caught != 0) {
        return;
    }
    interrupts.caught = signal_number;
    if (!interrupts.has_timer || timer_settime(interrupts.timer, 0, &interval, NULL) != 0) {
        give_up();
    }
}

static void note_interval(int signal_number)
{
    (void)signal_number;
    interrupts.intervals = interrupts.intervals + 1;
    if (interrupts.intervals >= INTERVALS) {
        give_up();
    }
}

static void set_handler(int signal_number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler};

    sigfillset(&action.sa_mask);
    sigaction(signal_number, &action, NULL);
}

/* A background job is started with SIGINT ignored, and a job of nohup with SIGHUP: these signals
 * stay ignored. */
static bool is_ignored(int signal_number)
{
    struct sigaction inherited;

    return sigaction(signal_number, NULL, &inherited) == 0 && inherited.sa_handler == SIG_IGN;
}

void interrupt_catch(void)
{
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};
    sigset_t alarm_only;

    sigemptyset(&alarm_only);
    sigaddset(&alarm_only, SIGALRM);
    interrupts.has_timer = timer_create(CLOCK_MONOTONIC, &event, &interrupts.timer) == 0;
    set_handler(SIGALRM, note_interval);
    sigprocmask(SIG_UNBLOCK, &alarm_only, NULL);
    for (size_t i = 0; i < ENDING_SIGNAL_COUNT; i++) {
        if (!is_ignored(ending_signals[i].number)) {
            set_handler(ending_signals[i].number, note_signal);
        }
    }
    set_handler(SIGPIPE, SIG_IGN);
}

int interrupt_signal(void)
{
    return interrupts.caught;
}

void interrupt_die(void)
{
    int caught = interrupts.caught;

    for (size_t i = 0; caught != 0 && i < ENDING_SIGNAL_COUNT; i++) {
        if (ending_signals[i].number == caught) {
            trouble(NULL, "interrupted by %s", ending_signals[i].name);
            die(caught);
        }
    }
}

void interrupt_block(sigset_t *before)
{
    sigset_t ours;

    sigemptyset(&ours);
    sigaddset(&ours, SIGALRM);
    for (size_t i = 0; i < ENDING_SIGNAL_COUNT; i++) {
        sigaddset(&ours, ending_signals[i].number);
    }
    sigprocmask(SIG_BLOCK, &ours, before);
}

void interrupt_restore(const sigset_t *before)
{
    sigprocmask(SIG_SETMASK, before, NULL);
}
