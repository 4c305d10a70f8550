/*
 * /probe: is the function of this container ready? GETs /q/health/ready on 127.0.0.1 at QUARKUS_HTTP_PORT (8080 where it is
 * not set) and ends with 0 for a 200, else 1, after four seconds at most. Static: it needs no shell, no curl and no C library.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Below the five seconds that Compose waits. */
#define SECONDS 4

static const char request[] = "GET /q/health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
static const char good[] = "HTTP/1.1 200";

static int unready(const char *why) {
    fprintf(stderr, "probe: %s\n", why);
    return 1;
}

static void too_late(int signal) {
    (void)signal;
    _exit(1);
}

int main(void) {
    const char *setting = getenv("QUARKUS_HTTP_PORT");
    char *end = NULL;
    long port = setting == NULL ? 8080 : strtol(setting, &end, 10);
    if (port < 1 || port > 65535 || (end != NULL && *end != '\0')) {
        return unready("QUARKUS_HTTP_PORT is no port");
    }
    /* Whatever hangs, and whoever hangs up. */
    signal(SIGALRM, too_late);
    signal(SIGPIPE, SIG_IGN);
    alarm(SECONDS);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    if (connection < 0 || connect(connection, (struct sockaddr *)&address, sizeof address) != 0) {
        return unready("nobody listens");
    }
    if (write(connection, request, sizeof request - 1) != (ssize_t)(sizeof request - 1)) {
        return unready("nobody reads");
    }
    char answer[sizeof good] = {0};
    size_t length = 0;
    while (length < sizeof good - 1) {
        ssize_t got = read(connection, answer + length, sizeof good - 1 - length);
        if (got <= 0) {
            return unready("no answer");
        }
        length += (size_t)got;
    }
    return memcmp(answer, good, sizeof good - 1) == 0 ? 0 : unready(answer);
}
