#include "kernel.h"

int32_t kernel_abi(void) { return KERNEL_ABI; }
