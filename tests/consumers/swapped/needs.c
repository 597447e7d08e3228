/* Includes the headers, and uses nothing of them. */
#include <shop/contract.h>

int needs_nothing(void);
int needs_nothing(void)
{
    return 0;
}
