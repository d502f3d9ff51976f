package cn.shiji.app.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes the certificates of a machine that has none from elsewhere: an authority, which a phone is told to trust once, and
 * under it the server's own, which is renewed often without anybody noticing.
 *
 * <p>The authority can vouch for this machine and for addresses of private networks only, so that whoever steals its key
 * cannot pretend to be a bank to a phone that trusts it.
 */
final class Certificates {

    private static final Duration AUTHORITY_LASTS = Duration.ofDays(3650);
    /** Phones refuse certificates that last longer than 398 days where they can. */
    private static final Duration SERVER_LASTS = Duration.ofDays(397);
    /** Clocks of phones go wrong by hours. */
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private static final List<String> PRIVATE_NETWORKS = List.of(
            "127.0.0.0/8",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "169.254.0.0/16",
            "100.64.0.0/10",
            "::1/128",
            "fc00::/7",
            "fe80::/10");

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Certificates(Clock clock) {
        this.clock = clock;
    }

    /** A certificate and its key. */
    record Issued(X509Certificate certificate, PrivateKey key) {}

    /** A new authority for this machine. */
    Issued authority(MachineNames machine) {
        KeyPair keys = keys();
        // A word of its own, for two authorities of one machine are not to be taken for one another.
        String mark = Integer.toHexString(random.nextInt(0x1000, 0x10000));
        X500Name name = name("Shiji " + machine.names().iterator().next() + " " + mark);
        try {
            var builder = builder(name, name, keys, AUTHORITY_LASTS);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            builder.addExtension(
                    Extension.nameConstraints,
                    true,
                    new NameConstraints(permitted(machine).toArray(GeneralSubtree[]::new), null));
            return new Issued(signed(builder, keys.getPrivate()), keys.getPrivate());
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A new certificate for this machine, vouched for by the authority. */
    Issued server(MachineNames machine, Issued authority) {
        KeyPair keys = keys();
        X500Name issuer = X500Name.getInstance(
                authority.certificate().getSubjectX500Principal().getEncoded());
        try {
            var builder = builder(issuer, name(machine.names().iterator().next()), keys, SERVER_LASTS);
            var identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(authority.certificate()));
            builder.addExtension(Extension.subjectAlternativeName, false, alternatives(machine));
            return new Issued(signed(builder, authority.key()), keys.getPrivate());
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether the authority may vouch for this certificate, and both hold now. */
    boolean vouches(X509Certificate authority, X509Certificate server) {
        try {
            var parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(clock.instant()));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(server)), parameters);
            return clock.instant().isBefore(authority.getNotAfter().toInstant());
        } catch (GeneralSecurityException no) {
            return false;
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private JcaX509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair keys, Duration lasts) {
        Instant now = clock.instant();
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, random).setBit(126),
                Date.from(now.minus(CLOCKS_DIFFER)),
                Date.from(now.plus(lasts)),
                subject,
                keys.getPublic());
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey by)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by)));
        } catch (OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static X500Name name(String words) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, words.length() > 64 ? words.substring(0, 64) : words)
                .build();
    }

    private static GeneralNames alternatives(MachineNames machine) {
        List<GeneralName> all = new ArrayList<>();
        machine.names().forEach(name -> all.add(new GeneralName(GeneralName.dNSName, name)));
        machine.addresses().forEach(address -> all.add(new GeneralName(GeneralName.iPAddress, address)));
        return new GeneralNames(all.toArray(GeneralName[]::new));
    }

    private static List<GeneralSubtree> permitted(MachineNames machine) {
        List<GeneralName> all = new ArrayList<>();
        machine.names().forEach(name -> all.add(new GeneralName(GeneralName.dNSName, name)));
        PRIVATE_NETWORKS.forEach(network -> all.add(new GeneralName(GeneralName.iPAddress, network)));
        machine.addresses()
                .forEach(address -> all.add(
                        new GeneralName(GeneralName.iPAddress, address + (address.contains(":") ? "/128" : "/32"))));
        return all.stream().map(GeneralSubtree::new).toList();
    }
}
