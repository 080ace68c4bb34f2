/* The probes of optimised code in the place of the others, for tests that know only those: called
 * as a program's inlined code does, with something in all registers that must stay as they are. */
#ifndef PIANO_TEST_KEPT_PROBES_H
#define PIANO_TEST_KEPT_PROBES_H

/* What a probe leaves in r11, and in rdx, where it finds the parent; ends the test where it has
 * changed what it must not. */
#define KEPT_CALL(probe, argument, parent)                                                         \
    ({                                                                                             \
        uint64_t kept_left[6];                                                                     \
        register uint64_t *kept_out __asm__("r12") = kept_left;                                    \
        uint64_t kept_in = (uint64_t)(argument);                                                   \
        __asm__ volatile("movq %%rsp, %%rbx\n"                                                     \
                         "leaq -128(%%rsp), %%rsp\n"                                               \
                         "andq $-16, %%rsp\n"                                                      \
                         "movl $11, %%edi\n"                                                       \
                         "movl $12, %%esi\n"                                                       \
                         "movl $13, %%r8d\n"                                                       \
                         "movl $14, %%r9d\n"                                                       \
                         "movl $15, %%r10d\n"                                                      \
                         "call " probe "\n"                                                        \
                         "movq %%rbx, %%rsp\n"                                                     \
                         "movq %%rdi, (%%r12)\n"                                                   \
                         "movq %%rsi, 8(%%r12)\n"                                                  \
                         "movq %%r8, 16(%%r12)\n"                                                  \
                         "movq %%r9, 24(%%r12)\n"                                                  \
                         "movq %%r10, 32(%%r12)\n"                                                 \
                         "movq %%r11, 40(%%r12)\n"                                                 \
                         : "+c"(kept_in), "+d"(parent)                                             \
                         : "r"(kept_out)                                                           \
                         : "rax", "rbx", "rdi", "rsi", "r8", "r9", "r10", "r11", "xmm0", "xmm1",   \
                           "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9",         \
                           "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15", "memory", "cc");  \
        for (uint64_t i = 0; i < 5; i++)                                                           \
            require(kept_left[i] == 11 + i);                                                       \
        kept_left[5];                                                                              \
    })

/* Of a call that is only counted; of others nobody asks. */
static inline struct piano_node *kept_parent(struct piano_call call)
{
    bool counted = call.node && !(call.node & PIANO_TIMED);
    return counted ? ((struct piano_node *)call.node)->parent : NULL;
}

static inline struct piano_call kept_enter(struct piano_site *site)
{
    struct piano_node *parent = NULL;
    struct piano_call call = {KEPT_CALL("piano_enter_kept", site, parent)};
#ifdef PARENTS_ARE_KEPT
    require(!kept_parent(call) || parent == kept_parent(call));
#endif
    return call;
}

static inline void kept_leave(struct piano_call call)
{
    struct piano_node *parent = kept_parent(call);
    (void)KEPT_CALL("piano_leave_kept", call.node, parent);
}

#define piano_enter kept_enter
#define piano_leave kept_leave

#endif
