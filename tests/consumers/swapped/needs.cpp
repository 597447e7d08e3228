// Includes the headers, and uses nothing of them.
#include <shop/contract.h>

int needs_nothing_either()
{
    return 0;
}
