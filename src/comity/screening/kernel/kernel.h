/* What Python calls; every array is flat, owned by the caller, and only read. No global state: threads are free. */
#ifndef COMITY_KERNEL_H
#define COMITY_KERNEL_H
#include <stdint.h>

#define KERNEL_ABI 1 /* raised when a signature changes: Python refuses another number and works without */

int32_t kernel_abi(void);

#endif
