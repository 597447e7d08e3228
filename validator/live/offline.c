/* Takes the place of live commands in a program without libcurl. */
#include "base/trouble.h"
#include "live/live_run.h"

enum exit_status live_run(const struct options *options, const struct dg_contract *contract)
{
    (void)options;
    (void)contract;
    trouble(NULL, "this program was built without live commands (DG_STATIC)");
    return EXIT_USAGE;
}
