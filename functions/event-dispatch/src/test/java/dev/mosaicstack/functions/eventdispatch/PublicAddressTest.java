package dev.mosaicstack.functions.eventdispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Literals only: nothing is looked up. */
class PublicAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0", "0.1.2.3", "10.0.0.0", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
                "127.255.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1",
                        "192.88.99.1",
                "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9",
                        "224.0.0.1",
                "239.255.255.255", "240.0.0.1", "255.255.255.255"
            })
    void anIpv4AddressOfASpecialBlockIsNot(String address) throws UnknownHostException {
        assertThat(PublicAddress.isNot(InetAddress.getByName(address))).isTrue();
        assertThat(PublicAddress.isNot(InetAddress.getByName("::ffff:" + address)))
                .as("mapped")
                .isTrue();
        assertThat(PublicAddress.isNot(embedded(new byte[] {0x20, 0x02}, address, 2)))
                .as("6to4")
                .isTrue();
        assertThat(PublicAddress.isNot(embedded(new byte[] {0, 0x64, (byte) 0xff, (byte) 0x9b}, address, 12)))
                .as("NAT64")
                .isTrue();
        assertThat(PublicAddress.isNot(embedded(new byte[0], address, 12)))
                .as("compatible")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
                "128.0.0.1", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0",
                        "192.167.255.255",
                "192.169.0.0", "198.17.255.255", "198.20.0.0", "203.0.112.1", "223.255.255.255"
            })
    void anyOtherIpv4AddressIs(String address) throws UnknownHostException {
        assertThat(PublicAddress.isNot(InetAddress.getByName(address))).isFalse();
        assertThat(PublicAddress.isNot(embedded(new byte[] {0x20, 0x02}, address, 2)))
                .as("6to4")
                .isFalse();
        assertThat(PublicAddress.isNot(embedded(new byte[] {0, 0x64, (byte) 0xff, (byte) 0x9b}, address, 12)))
                .as("NAT64")
                .isFalse();
    }

    private static InetAddress embedded(byte[] prefix, String ipv4, int at) throws UnknownHostException {
        byte[] address = new byte[16];
        System.arraycopy(prefix, 0, address, 0, prefix.length);
        System.arraycopy(InetAddress.getByName(ipv4).getAddress(), 0, address, at, 4);
        return InetAddress.getByAddress(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::", "::1", "::2", "64:ff9b:1::808:808", "100::1", "2001::1", "2001:db8::1", "2001:10::1",
                        "2001:20::1",
                "3fff::1", "3fff:fff::1", "4000::1", "5f00::1", "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1"
            })
    void anIpv6AddressOfASpecialBlockIsNot(String address) throws UnknownHostException {
        assertThat(PublicAddress.isNot(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000::1", "2001:200::1", "2001:4860:4860::8888", "2606:4700::1111", "2a00::1", "3ffe::1"})
    void anyOtherIpv6AddressIs(String address) throws UnknownHostException {
        assertThat(PublicAddress.isNot(InetAddress.getByName(address))).isFalse();
    }
}
