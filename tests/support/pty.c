/* pty COLUMNS COMMAND [ARGUMENT]...: runs the command with its standard output on a terminal of
   that width, and copies what it prints. Exits with the command's status; 77 if there are no
   terminals. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <fcntl.h>

/* The terminal, as the command sees it. -1: there is none. */
static int open_terminal(int terminal, unsigned short columns)
{
    struct winsize size = {.ws_col = columns, .ws_row = 24};
    struct termios settings;
    const char *name = NULL;
    int slave = -1;

    if (grantpt(terminal) != 0 || unlockpt(terminal) != 0) {
        return -1;
    }
    name = ptsname(terminal);
    slave = name == NULL ? -1 : open(name, O_RDWR | O_NOCTTY);
    if (slave == -1 || tcgetattr(slave, &settings) != 0) {
        return -1;
    }
    settings.c_oflag &= ~(tcflag_t)OPOST; /* a line feed stays one */
    if (tcsetattr(slave, TCSANOW, &settings) != 0 || ioctl(slave, TIOCSWINSZ, &size) != 0) {
        return -1;
    }
    return slave;
}

static void copy(int terminal)
{
    char bytes[4096];
    ssize_t length = 0;

    /* When the command has ended, reading fails. */
    while ((length = read(terminal, bytes, sizeof bytes)) > 0) {
        if (fwrite(bytes, 1, (size_t)length, stdout) != (size_t)length) {
            return;
        }
    }
}

int main(int argc, char **argv)
{
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    int slave = -1;
    int status = 0;
    pid_t child = 0;

    if (argc < 3) {
        return 2;
    }
    slave =
        terminal == -1 ? -1 : open_terminal(terminal, (unsigned short)strtoul(argv[1], NULL, 10));
    if (slave == -1) {
        printf("no terminals (/dev/ptmx)\n");
        return 77;
    }
    child = fork();
    if (child == 0) {
        dup2(slave, STDOUT_FILENO);
        close(slave);
        close(terminal);
        execvp(argv[2], argv + 2);
        _exit(126);
    }
    close(slave);
    copy(terminal);
    return waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
