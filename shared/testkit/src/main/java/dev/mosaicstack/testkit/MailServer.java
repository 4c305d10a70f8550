package dev.mosaicstack.testkit;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A mail server (GreenMail: SMTP in, IMAP out) in a process of its own, with one account. What was sent is fetched over
 * IMAP, as its reader would.
 */
public final class MailServer implements AutoCloseable {

    public static final String ADDRESS = "ops@example.org";
    public static final String USER = "mosaic";
    public static final String PASSWORD = "pass$word\\with{signs}";

    /** A mail as it arrived. */
    public record Mail(String from, String to, String subject, String autoSubmitted, String text) {}

    private final int smtp;
    private final int imap;
    private JavaProcess process;

    private MailServer(int smtp, int imap) {
        this.smtp = smtp;
        this.imap = imap;
    }

    public static MailServer start() {
        var server = new MailServer(Ports.free(), Ports.free());
        server.run();
        return server;
    }

    /** Again, on the same ports, with empty mailboxes. */
    public void run() {
        process = JavaProcess.start(MailServer.class, imap, String.valueOf(smtp), String.valueOf(imap));
    }

    public int smtp() {
        return smtp;
    }

    /** Everything in the mailbox, oldest first. */
    public List<Mail> mails() {
        try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("127.0.0.1", imap, USER, PASSWORD);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                List<Mail> mails = new ArrayList<>();
                for (Message message : inbox.getMessages()) {
                    mails.add(mail(message));
                }
                return mails;
            }
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mail mail(Message message) throws MessagingException, IOException {
        return new Mail(
                message.getFrom()[0].toString(),
                message.getAllRecipients()[0].toString(),
                message.getSubject(),
                message.getHeader("Auto-Submitted")[0],
                message.getContent().toString());
    }

    /** SIGKILL, with everything in its mailboxes. */
    public void kill() {
        process.close();
    }

    @Override
    public void close() {
        kill();
    }

    /** The process: SMTP and IMAP port. */
    public static void main(String[] arguments) {
        var mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(Integer.parseInt(arguments[0]), "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(Integer.parseInt(arguments[1]), "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        mail.setUser(ADDRESS, USER, PASSWORD);
        mail.start();
    }
}
