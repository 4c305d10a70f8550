package dev.mosaicstack.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is hashed is a promise to everybody who checks a chain with other tools: it never changes. */
class AuditRowTest {

    private static final Entry ENTRY = new Entry(
            "01890a5d-ac96-774b-bcce-b302099a8057",
            42,
            "dev.mosaicstack.git.push",
            "/webhook-intake/lab",
            "repos/acme/Ü,1:x",
            Instant.parse("2026-11-20T10:00:00.123Z"),
            null,
            "user:🦊",
            "",
            null,
            "d".repeat(64),
            null);

    @Test
    void theTextThatIsHashedIsTheDocumentedOne() {
        String text = AuditRow.canonical(7, "p".repeat(64), ENTRY);
        assertThat(text)
                .isEqualTo("14:mosaic-audit-1,1:7,64:" + "p".repeat(64) + ",36:01890a5d-ac96-774b-bcce-b302099a8057,"
                        + "2:42,24:dev.mosaicstack.git.push,19:/webhook-intake/lab,17:repos/acme/Ü,1:x,"
                        + "13:1795168800123,-,9:user:🦊,0:,-,64:" + "d".repeat(64) + ",-,");
    }

    @Test
    void theHashIsSha256OfItsUtf8() {
        AuditRow row = AuditRow.following(6, "p".repeat(64), ENTRY);
        assertThat(row.sequence()).isEqualTo(7);
        // The text of the test above, by Python's hashlib.
        assertThat(row.hash()).isEqualTo("fa2508bf866977d41639eaaedd51cccc183d2b3810eae5450fb6babcdf3a9f4c");
        assertThat(row.intact()).isTrue();
    }
}
