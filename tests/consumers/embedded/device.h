/* The functions of the device for its board. */
#ifndef DEVICE_H
#define DEVICE_H

#include <stdbool.h>
#include <stddef.h>

typedef void device_say(const char *line);

bool device_judge(const char *json, size_t length, device_say *say);

#endif
