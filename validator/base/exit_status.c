/* The order of the exit statuses. */
#include "base/exit_status.h"

enum exit_status exit_worse(enum exit_status a, enum exit_status b)
{
    static const int rank[] = {
        [EXIT_CONFORMS] = 0, [EXIT_FINDINGS] = 1,    [EXIT_UNREADABLE] = 2,
        [EXIT_USAGE] = 4,    [EXIT_NO_RESPONSE] = 3, [EXIT_FAILED] = 5,
    };

    return rank[a] >= rank[b] ? a : b;
}
