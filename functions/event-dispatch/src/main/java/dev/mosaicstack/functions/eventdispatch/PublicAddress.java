package dev.mosaicstack.functions.eventdispatch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Which addresses belong to anybody on the internet; IANA's special-purpose registries for IPv4 and IPv6. */
final class PublicAddress {

    private record Block(byte[] prefix, int bits) {

        boolean has(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Block> SPECIAL = List.of(
            block("0.0.0.0", 8),
            block("10.0.0.0", 8),
            block("100.64.0.0", 10),
            block("127.0.0.0", 8),
            block("169.254.0.0", 16),
            block("172.16.0.0", 12),
            block("192.0.0.0", 24),
            block("192.0.2.0", 24),
            block("192.88.99.0", 24),
            block("192.168.0.0", 16),
            block("198.18.0.0", 15),
            block("198.51.100.0", 24),
            block("203.0.113.0", 24),
            block("224.0.0.0", 3),
            // IPv6: what is not global unicast, then what is special in it.
            block("0:0:0:0:0:0:0:0", 3),
            block("4000:0:0:0:0:0:0:0", 2),
            block("8000:0:0:0:0:0:0:0", 1),
            block("2001:0:0:0:0:0:0:0", 23),
            block("2001:db8:0:0:0:0:0:0", 32),
            block("3fff:0:0:0:0:0:0:0", 20));

    /** 6to4 has an IPv4 address in it, RFC 3056. */
    private static final Block SIX_TO_FOUR = block("2002:0:0:0:0:0:0:0", 16);

    /** So has what a NAT64 gateway translates, RFC 6052: where there is only IPv6, the IPv4 internet is there. */
    private static final Block NAT64 = block("64:ff9b:0:0:0:0:0:0", 96);

    private PublicAddress() {}

    static boolean isNot(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (SIX_TO_FOUR.has(bytes)) {
            return special(Arrays.copyOfRange(bytes, 2, 6));
        }
        if (NAT64.has(bytes)) {
            return special(Arrays.copyOfRange(bytes, 12, 16));
        }
        return special(bytes);
    }

    private static boolean special(byte[] address) {
        return SPECIAL.stream().anyMatch(block -> block.has(address));
    }

    /** @param address a literal: nothing is looked up */
    private static Block block(String address, int bits) {
        try {
            InetAddress prefix = InetAddress.getByName(address);
            // Java makes an IPv4 address of some IPv6 literals.
            byte[] bytes = prefix instanceof Inet4Address && address.contains(":") ? new byte[16] : prefix.getAddress();
            return new Block(bytes, bits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }
}
