/* Locations in the texts of a contract and its overlays. */
#ifndef DG_CODEGEN_LOCATION_H
#define DG_CODEGEN_LOCATION_H

/* Line and column count from 1, columns in code points. Line 0: no location. */
struct location {
    unsigned line;
    unsigned column;
    unsigned file; /* as diag_add_file returned it */
};

/* Orders locations by file, then by line, then by column. Returns a negative number, zero or a
 * positive number. */
int location_compare(struct location a, struct location b);

#endif
