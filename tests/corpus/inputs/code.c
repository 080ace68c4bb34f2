#include <stdio.h>
/* A comment. */
int add(int a, int b)
{
    return a + b; // sum
}

int main(void)
{
    printf("%d\n", add(1, 2));
    return 0;
}
