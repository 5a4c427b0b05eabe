package dev.backstep.tests.debuggees;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/** Keys made of random numbers, and what is done with them. */
@Debuggee
public final class Cryptography {
    private Cryptography() {
    }

    public static void main(String[] arguments) throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance("AES");
        generator.init(256);
        SecretKey key = generator.generateKey();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        System.out.println(HexFormat.of().formatHex(cipher.doFinal(new byte[100])) + " " + HexFormat.of().formatHex(cipher.getIV()));
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(new byte[10]);
        System.out.println(HexFormat.of().formatHex(signature.sign()));
        System.out.println(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded())));
    }
}
