/* Runs a command without its output, and prints the peak of its memory in KB. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void become(char **command)
{
    int nowhere = open("/dev/null", O_WRONLY);

    if (nowhere >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0 && dup2(nowhere, STDERR_FILENO) >= 0) {
        execvp(command[0], command);
    }
    _exit(127);
}

int main(int argc, char **argv)
{
    pid_t child = argc < 2 ? -1 : fork();
    struct rusage used;
    int status = 0;

    if (child == 0) {
        become(argv + 1);
    }
    if (child < 0 || wait4(child, &status, 0, &used) != child || !WIFEXITED(status) ||
        WEXITSTATUS(status) == 127) {
        fputs("dg-measure: the command did not run to its end\n", stderr);
        return EXIT_FAILURE;
    }
    printf("%ld\n", used.ru_maxrss);
    return EXIT_SUCCESS;
}
