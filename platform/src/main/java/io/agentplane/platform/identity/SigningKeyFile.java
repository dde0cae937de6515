package io.agentplane.platform.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;

/** Keeps the key that tokens are signed with in a file which all replicas share and only the owner can read. */
final class SigningKeyFile {

    private SigningKeyFile() {}

    /** Reads the key, or makes one where there is none; of two replicas that start at once both use the same. */
    static ECKey readOrCreate(Path file) throws IOException, ParseException, JOSEException {
        if (!Files.exists(file)) {
            create(file);
        }
        return ECKey.parse(Files.readString(file));
    }

    private static void create(Path file) throws IOException, JOSEException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        ECKey key = new ECKeyGenerator(Curve.P_256)
                .algorithm(JWSAlgorithm.ES256)
                .keyIDFromThumbprint(true)
                .generate();
        Path draft = Files.createTempFile(
                folder,
                "signing",
                ".key",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, key.toJSONString());
            // A link appears whole or not at all, and never replaces the key of a replica that was faster.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException otherWasFaster) {
            return;
        } finally {
            Files.delete(draft);
        }
    }
}
