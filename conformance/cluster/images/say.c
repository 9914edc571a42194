/* say FILE TEXT: writes the text to the file, and prints it with the whole environment, one variable a line. */
#include <stdio.h>

extern char **environ;

int main(int count, char **arguments) {
  if (count != 3) {
    fprintf(stderr, "say: %d arguments (expected: FILE TEXT)\n", count - 1);
    return 2;
  }
  FILE *file = fopen(arguments[1], "w");
  if (!file || fputs(arguments[2], file) < 0 || fclose(file) != 0) {
    perror(arguments[1]);
    return 1;
  }
  puts(arguments[2]);
  for (char **variable = environ; *variable; variable++) {
    puts(*variable);
  }
  return 0;
}
