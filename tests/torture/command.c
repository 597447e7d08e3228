/* Reads the list of command lines, and runs one of them in a fresh folder out/. */
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "folder.h"

#define LONGEST_RUN 20 /* seconds */
#define TOLD_FD 99
#define MOST_COMMANDS 200
#define TOLD_BYTES (1 << 20)

static void give_up(const char *what)
{
    fprintf(stderr, "torture: %s: %s\n", what, strerror(errno));
    exit(1);
}

/* A word of the list; @NAME@ at its beginning stands for the variable of that name. */
static const char *expand(char *word)
{
    char *end = word[0] == '@' ? strchr(word + 1, '@') : NULL;
    const char *value = NULL;
    char *whole = NULL;
    size_t room = 0;

    if (end == NULL) {
        return word;
    }
    *end = '\0';
    value = getenv(word + 1);
    if (value == NULL) {
        errno = EINVAL;
        give_up(word + 1);
    }
    room = strlen(value) + strlen(end + 1) + 1;
    whole = malloc(room);
    snprintf(whole, room, "%s%s", value, end + 1);
    return whole;
}

/* Words before the program: `varies`, `again`, `beyond`, `before=FOLDER`, `input=FILE`. */
static void read_line(struct command *command, const char *line)
{
    size_t count = 0;
    char *rest = NULL;

    *command = (struct command){.line = strdup(line), .input = "/dev/null"};
    for (char *word = strtok_r(strdup(line), " \n", &rest); word != NULL;
         word = strtok_r(NULL, " \n", &rest)) {
        if (count > 0) {
            command->words[count++] = expand(word);
        } else if (strcmp(word, "varies") == 0) {
            command->varies = true;
        } else if (strcmp(word, "again") == 0) {
            command->again = true;
        } else if (strcmp(word, "beyond") == 0) {
            command->beyond = true;
        } else if (strncmp(word, "before=", 7) == 0) {
            command->before = word + 7;
        } else if (strncmp(word, "input=", 6) == 0) {
            command->input = word + 6;
        } else {
            command->words[count++] = word;
            command->codegen = strcmp(word, "dg-codegen") == 0;
        }
        if (count == COMMAND_WORDS) {
            errno = E2BIG;
            give_up(line);
        }
    }
}

struct command *command_list(const char *path, size_t *count)
{
    struct command *commands = calloc(MOST_COMMANDS, sizeof *commands);
    FILE *file = fopen(path, "re");
    char line[1024];

    if (file == NULL || commands == NULL) {
        give_up(path);
    }
    for (*count = 0; *count < MOST_COMMANDS && fgets(line, sizeof line, file) != NULL;) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] != '#' && line[0] != '\0') {
            read_line(&commands[(*count)++], line);
        }
    }
    fclose(file);
    return commands;
}

static void redirect(const char *path, int flags, int fd)
{
    int opened = open(path, flags, 0644);

    if (opened < 0 || dup2(opened, fd) < 0) {
        _exit(126);
    }
    (void)close(opened);
}

static void become(const struct command *command, const char *plan, int told)
{
    if (plan != NULL) {
        setenv("LD_PRELOAD", getenv("DG_TORTURE_SHIM"), 1);
        setenv("DG_TORTURE", plan, 1);
        setenv("DG_TORTURE_FD", "99", 1);
        dup2(told, TOLD_FD);
    }
    redirect(command->input, O_RDONLY, STDIN_FILENO);
    redirect("stdout", O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    redirect("stderr", O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
    execvp(command->words[0], (char *const *)(uintptr_t)command->words);
    _exit(127);
}

/* Waits for the end of the child; -1: it was killed, since it took too long. */
static int wait_for(pid_t child)
{
    const struct timespec longest = {.tv_sec = LONGEST_RUN};
    sigset_t ended;
    int status = 0;

    sigemptyset(&ended);
    sigaddset(&ended, SIGCHLD);
    while (waitpid(child, &status, WNOHANG) == 0) {
        if (sigtimedwait(&ended, NULL, &longest) < 0 && errno == EAGAIN) {
            kill(child, SIGKILL);
            waitpid(child, &status, 0);
            return -1;
        }
    }
    return WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
}

static char *read_whole(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    char *text = NULL;

    if (fd < 0 || fstat(fd, &status) != 0) {
        give_up(path);
    }
    text = calloc(1, (size_t)status.st_size + 1);
    if (text == NULL || read(fd, text, (size_t)status.st_size) != status.st_size) {
        give_up(path);
    }
    (void)close(fd);
    return text;
}

/* Runs the command in a fresh folder out/. Returns its status, and in `told` what the shim wrote.
 */
static int run(const struct command *command, const char *plan, void *told, ssize_t *length)
{
    int ends[2];
    int status = 0;
    pid_t child = 0;

    folder_remove("out");
    folder_copy(command->before, "out");
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0 ||
        fcntl(ends[1], F_SETPIPE_SZ, TOLD_BYTES) < TOLD_BYTES) {
        give_up("pipe");
    }
    child = fork();
    if (child == 0) {
        become(command, plan, ends[1]);
    }
    status = wait_for(child);
    *length = read(ends[0], told, (size_t)*length);
    (void)close(ends[0]);
    (void)close(ends[1]);
    return status;
}

struct outcome command_run(const struct command *command, const char *plan)
{
    struct outcome outcome = {.status = 0};
    char byte = 0;
    ssize_t told = 1;

    outcome.status = run(command, plan, &byte, &told);
    outcome.struck = told == 1;
    outcome.out = read_whole("stdout");
    outcome.error = read_whole("stderr");
    outcome.varies = command->varies;
    outcome.draft = folder_has_draft("out");
    outcome.names = folder_digest("out", false);
    outcome.files = command->varies ? outcome.names : folder_digest("out", true);
    return outcome;
}

void outcome_free(struct outcome *outcome)
{
    free(outcome->out);
    free(outcome->error);
}

struct torture_place *command_places(const struct command *command, size_t *count)
{
    struct torture_place *places = malloc(TOLD_BYTES);
    ssize_t length = TOLD_BYTES;

    if (places == NULL || run(command, "places", places, &length) > 9 || length <= 0) {
        give_up(command->line);
    }
    *count = (size_t)length / sizeof *places;
    return places;
}
