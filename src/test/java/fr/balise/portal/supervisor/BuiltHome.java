package fr.balise.portal.supervisor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Lays the classes under test out as the build does: {@code target/app/balise.jar} and the libraries that its manifest names. */
final class BuiltHome {
    private BuiltHome() {}

    static Path make() throws IOException {
        var home = Files.createTempDirectory("balise-home");
        var lib = Files.createDirectories(home.resolve("target/app/lib"));
        var names = new ArrayList<String>();
        for (var part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            var path = Path.of(part);
            var name = names.size() + "-" + path.getFileName();
            if (Files.isDirectory(path) && part.endsWith("test-classes")) continue;
            if (Files.isDirectory(path)) jar(path, lib.resolve(name + ".jar"), "");
            else Files.copy(path, lib.resolve(name + ".jar"));
            names.add("lib/" + name + ".jar");
        }
        jar(Files.createTempDirectory("empty"), home.resolve("target/app/balise.jar"), String.join(" ", names));
        Files.writeString(home.resolve("target/app/.built"), "test");
        return home;
    }

    private static void jar(Path folder, Path jar, String classPath) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!classPath.isEmpty()) manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var files = Files.walk(folder)) {
            for (var file : files.filter(f -> !f.equals(folder)).toList()) {
                var name = folder.relativize(file) + (Files.isDirectory(file) ? "/" : "");
                out.putNextEntry(new JarEntry(name));
                if (Files.isRegularFile(file)) Files.copy(file, out);
                out.closeEntry();
            }
        }
    }
}
