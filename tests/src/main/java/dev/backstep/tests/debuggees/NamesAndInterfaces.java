package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Names of hosts and the network interfaces of this one. */
@Debuggee
public final class NamesAndInterfaces {
    private NamesAndInterfaces() {
    }

    public static void main(String[] arguments) throws IOException {
        System.out.println(InetAddress.getLocalHost() + " " + Arrays.toString(InetAddress.getAllByName("localhost")));
        System.out.println(InetAddress.getByName("127.0.0.1").getCanonicalHostName() + " " + InetAddress.getLoopbackAddress().isReachable(50));
        try {
            System.out.println(InetAddress.getByName("no-such-host.invalid"));
        } catch (UnknownHostException e) {
            System.out.println(e);
        }
        NetworkInterface.networkInterfaces().forEach(each -> {
            try {
                System.out.println(each + " " + each.getIndex() + " " + each.getMTU() + " " + each.isUp() + " "
                        + Arrays.toString(each.getHardwareAddress()) + " " + each.getInterfaceAddresses());
            } catch (IOException e) {
                System.out.println(e);
            }
        });
    }
}
