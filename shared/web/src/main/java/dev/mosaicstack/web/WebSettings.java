package dev.mosaicstack.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Limits of the edge, and the times of the flows. */
@ConfigMapping(prefix = "mosaic")
public interface WebSettings {

    Http http();

    @WithName("rate-limit")
    RateLimit rateLimit();

    TaskTimes task();

    AgentTimes agent();

    CoordinationTimes coordination();

    @WithName("wait")
    WaitTimes waiting();

    Knative knative();

    /** The edge. */
    interface Http {
        /** Largest body of a call. */
        @WithDefault("1M")
        @WithName("max-body")
        MemorySize maxBody();

        /** Largest body of a webhook. */
        @WithDefault("25M")
        @WithName("max-webhook-body")
        MemorySize maxWebhookBody();

        /** Bodies of all requests together; a quarter of the heap where it is not set, and always one of the largest. */
        @WithName("body-budget")
        Optional<MemorySize> bodyBudget();

        /** How long a body may take to arrive. */
        @WithDefault("PT2M")
        @WithName("body-timeout")
        Duration bodyTimeout();
    }

    /** How often one token may call. */
    interface RateLimit {
        /** Calls a second in the long run; 0 switches the limit off. */
        @WithDefault("1000")
        @WithName("per-second")
        int perSecond();

        /** Calls that may come at once after a pause. */
        @WithDefault("2000")
        int burst();
    }

    /** Retries of failed tasks. */
    interface TaskTimes {
        /** Pause before the first retry; it doubles with each attempt. */
        @WithDefault("PT1S")
        @WithName("backoff-min")
        Duration backoffMin();

        /** Longest pause before a retry. */
        @WithDefault("PT5M")
        @WithName("backoff-max")
        Duration backoffMax();
    }

    /** Signs of life. */
    interface AgentTimes {
        /** How often an agent must call; after three such times of silence it is lost. */
        @WithDefault("PT20S")
        Duration heartbeat();
    }

    /** Calls that wait. */
    interface WaitTimes {
        /** How often a waiting call looks by itself; events wake it long before. */
        @WithDefault("PT0.5S")
        @WithName("look-again")
        Duration lookAgain();
    }

    /** Requests from agent to agent. */
    interface CoordinationTimes {
        /** How long the first reader keeps a request addressed to a capability. */
        @WithDefault("PT30S")
        Duration hold();
    }

    /** Senders of Knative, in a build whose functions take events. */
    interface Knative {
        Oidc oidc();
    }

    /** The tokens that Knative's senders bring along where its OIDC is switched on. */
    interface Oidc {
        /** Who issues them, as their claim {@code iss} has it; without it none is taken. */
        Optional<String> issuer();

        /** Whom they must be meant for. */
        Optional<String> audience();

        /** Where the issuer's keys are: an http, https or file URL. By default where the issuer says. */
        Optional<String> jwks();

        /** Who may make which calls: {@code subject=call+call}. */
        Optional<List<String>> grants();
    }
}
