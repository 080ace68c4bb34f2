/* The probes of optimised code: piano_enter and piano_leave once more, in assembly. To the
 * program's compiler each is an instruction, not a call (see shim.rs). They leave the registers as
 * they are, so that nothing has to be saved around them.
 *
 * A measured function grows by two dozen bytes, where the inlined path takes a hundred. In a large
 * program the largest part of a probe's cost is bringing so much more code into the processor's
 * cache.
 *
 * In: rcx, the site; or to leave, the call, with its parent in rdx.  Out: r11, the call, with its
 * parent in rdx if it is only counted.  Changed: rax, rdx, rcx, r11, the flags; and the vector
 * registers where there is more to do than to count. */
#include <stddef.h>

#include "runtime/kept.h"
#include "runtime/ordered.h"
#include "runtime/thread.h"

#if KEPT_IS_HERE

/* Offsets in struct piano_node. */
#define LAST_CHILD 0
#define SITE 8
#define COUNTED 16
#define START 32
#define PARENT 40
#define SUCCESSOR 48
#define WEIGHT 62 /* the upper half of its flags */
/* Parts of piano_node.counted. */
#define GAP_MASK 4095
#define UNTIMED_CALL 4095
#define CALL 4096
#define CALL_SHIFT 12
#define ORDERED 2
/* Offsets in struct piano_thread and struct piano_own. */
#define OWN 88
#define RECENT 152
/* recent_place in bytes: the parent's address, shifted, xor the site's. */
#define PARENT_SHIFT 4
#define RECENT_MASK 32760

#define IS_AT(type, field, place) _Static_assert(offsetof(struct type, field) == (place), #field)
IS_AT(piano_node, last_child, LAST_CHILD);
IS_AT(piano_node, site, SITE);
IS_AT(piano_node, counted, COUNTED);
IS_AT(piano_node, start, START);
IS_AT(piano_node, parent, PARENT);
IS_AT(piano_node, successor, SUCCESSOR);
IS_AT(piano_node, flags, WEIGHT - PIANO_OTHERS_SHIFT / 8);
IS_AT(piano_thread, own, OWN);
IS_AT(piano_own, recent, RECENT);
_Static_assert(NODE_GAP_MASK == GAP_MASK && NODE_UNTIMED_CALL == UNTIMED_CALL, "gaps");
_Static_assert(PIANO_CALL == CALL && CALL == 1 << CALL_SHIFT, "calls");
_Static_assert(sizeof(struct piano_node) == 8 << PARENT_SHIFT &&
                   RECENT_MASK / 8 + 1 == RECENT_NODES,
               "recent_place");
_Static_assert(PIANO_TIMED == 1 && PIANO_ORDERED == ORDERED && ORDERED_MARK == 1, "marks");

#define TEXT_OF(x) #x
#define S(x) TEXT_OF(x)

/* clang-format off */
#define FUNCTION(name)                                                                             \
    ".p2align 5\n"                                                                                 \
    ".globl " name "\n"                                                                            \
    ".hidden " name "\n"                                                                           \
    ".type " name ", @function\n"                                                                  \
    name ":\n"                                                                                     \
    ".cfi_startproc\n"

#define END(name)                                                                                  \
    ".cfi_endproc\n"                                                                               \
    ".size " name ", . - " name "\n"

/* Calls C, which may change these registers under the program. The stack cannot be relied on to be
 * aligned: LLVM does not align it for an instruction, and where it delays a function's prologue
 * ("shrink wrapping") the probe comes before it. */
#define CALL_C(name)                                                                               \
    ".cfi_remember_state\n"                                                                        \
    "    pushq %rbp\n"                                                                             \
    ".cfi_adjust_cfa_offset 8\n"                                                                   \
    ".cfi_rel_offset %rbp, 0\n"                                                                    \
    "    movq %rsp, %rbp\n"                                                                        \
    ".cfi_def_cfa_register %rbp\n"                                                                 \
    "    pushq %rdi\n    pushq %rsi\n    pushq %r8\n    pushq %r9\n    pushq %r10\n"               \
    "    pushq %rdx\n"                                                                             \
    "    andq $-16, %rsp\n"                                                                        \
    "    movq %r11, %rdi\n    movq %rdx, %rsi\n"                                                   \
    "    call " name "\n"                                                                          \
    "    movq %rax, %r11\n"                                                                        \
    "    leaq -48(%rbp), %rsp\n"                                                                   \
    "    popq %rdx\n"                                                                              \
    "    popq %r10\n    popq %r9\n    popq %r8\n    popq %rsi\n    popq %rdi\n"                    \
    "    popq %rbp\n"                                                                              \
    ".cfi_restore_state\n"                                                                         \
    "    ret\n"

#ifdef PIANO_IN_PROGRAM

__asm__(".text\n"
        FUNCTION("piano_enter_kept")
        "    movq piano_current@gottpoff(%rip), %rax\n"
        "    movq %fs:(%rax), %rdx\n"
        "    movq " S(LAST_CHILD) "(%rdx), %r11\n"
        "    movq " S(SUCCESSOR) "(%r11), %r11\n"
        "    cmpq %rcx, " S(SITE) "(%r11)\n"
        "    jne 2f\n"
        "    movq %r11, " S(LAST_CHILD) "(%rdx)\n"
        "1:  movq %r11, %fs:(%rax)\n"
        "    movq " S(COUNTED) "(%r11), %rcx\n"
        "    leaq " S(UNTIMED_CALL) "(%rcx), %rax\n"
        "    movq %rax, " S(COUNTED) "(%r11)\n"
        "    testl $" S(GAP_MASK) ", %ecx\n"
        "    je 3f\n"
        "    ret\n"
        /* As piano_enter_elsewhere; what is rarer is left to C. */
        "2:  movq piano_self@gottpoff(%rip), %rax\n"
        "    movq %fs:(%rax), %rax\n"
        "    testq %rax, %rax\n"
        "    je 4f\n"
        "    movq " S(OWN) "(%rax), %rax\n"
        "    movq %rdx, %r11\n"
        "    shrq $" S(PARENT_SHIFT) ", %r11\n"
        "    xorq %rcx, %r11\n"
        "    andl $" S(RECENT_MASK) ", %r11d\n"
        "    movq " S(RECENT) "(%rax,%r11), %r11\n"
        "    testq %r11, %r11\n"
        "    je 4f\n"
        "    cmpq %rcx, " S(SITE) "(%r11)\n"
        "    jne 4f\n"
        "    cmpq %rdx, " S(PARENT) "(%r11)\n"
        "    jne 4f\n"
        "    movq " S(LAST_CHILD) "(%rdx), %rax\n"
        "    movq %r11, " S(SUCCESSOR) "(%rax)\n"
        "    movq %r11, " S(LAST_CHILD) "(%rdx)\n"
        "    movq piano_current@gottpoff(%rip), %rax\n"
        "    jmp 1b\n"
        /* As piano_enter_timed; what is unusual is left to C. */
        "3:  cmpl $0, piano_unusual(%rip)\n"
        "    jne 5f\n"
        "    cmpw $0, " S(WEIGHT) "(%r11)\n"
        "    jne 5f\n"
        "    leaq " S(CALL) "(%rcx), %rdx\n"
        "    movq %rdx, %rax\n"
        "    shrq $" S(CALL_SHIFT) ", %rax\n"
        "    testq %rax, piano_ordered_mask(%rip)\n"
        "    je 5f\n"
        "    movq %rdx, " S(COUNTED) "(%r11)\n"
        "    rdtsc\n"
        "    shlq $32, %rdx\n"
        "    orq %rdx, %rax\n"
        "    andq $-2, %rax\n"
        "    movq %rax, " S(START) "(%r11)\n"
        "    incq %r11\n"
        "    ret\n"
        "4:  movq %rcx, %r11\n"
        CALL_C("piano_enter_elsewhere")
        "5:\n"
        CALL_C("piano_enter_timed")
        END("piano_enter_kept")

        FUNCTION("piano_leave_kept")
        "    movq piano_current@gottpoff(%rip), %rax\n"
        "    cmpq %rcx, %fs:(%rax)\n"
        "    jne 1f\n"
        "    movq %rdx, %fs:(%rax)\n"
        "    ret\n"
        /* The clock is read here, where the code is in the cache. */
        "1:  testb $" S(ORDERED) ", %cl\n"
        "    je 2f\n"
        "    lfence\n"
        "2:  rdtsc\n"
        "    shlq $32, %rdx\n"
        "    orq %rax, %rdx\n"
        "    movq %rcx, %r11\n"
        CALL_C("piano_leave_at")
        END("piano_leave_kept"));

#else

/* A loaded library reaches thread-local variables by a call, which is better left to C. */
__asm__(".text\n"
        FUNCTION("piano_enter_kept")
        "    movq %rcx, %r11\n"
        CALL_C("piano_enter")
        END("piano_enter_kept")

        FUNCTION("piano_leave_kept")
        "    movq %rcx, %r11\n"
        CALL_C("piano_leave")
        END("piano_leave_kept"));

#endif

__asm__(".text\n"
        FUNCTION("piano_call_kept")
        "    subq $8, %rsp\n"
        ".cfi_adjust_cfa_offset 8\n"
        "    movq %rdi, %rcx\n"
        "    call piano_enter_kept\n"
        "    movq %r11, %rcx\n"
        "    call piano_leave_kept\n"
        "    addq $8, %rsp\n"
        ".cfi_adjust_cfa_offset -8\n"
        "    ret\n"
        END("piano_call_kept")

        FUNCTION("piano_call_bare")
        "    subq $8, %rsp\n"
        ".cfi_adjust_cfa_offset 8\n"
        "    addq $8, %rsp\n"
        ".cfi_adjust_cfa_offset -8\n"
        "    ret\n"
        END("piano_call_bare"));

#endif
