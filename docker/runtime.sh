#!/usr/bin/env bash
# Makes a Java runtime for the scorer: the modules that it uses, and the libraries that these need. On a Linux with glibc,
# with the JDK of JAVA_HOME or of the PATH; what comes out runs where there is a glibc at least as new, and nothing else.
#   docker/runtime.sh FOLDER
set -euo pipefail

# As jdeps says, and what is looked up by name: TLS with elliptic curves, Kerberos, the Vector API.
modules=java.base,java.desktop,java.management,java.naming,java.net.http,java.rmi,java.scripting,java.security.jgss
modules+=,java.security.sasl,java.sql,java.xml,jdk.crypto.ec,jdk.httpserver,jdk.management,jdk.security.auth
modules+=,jdk.security.jgss,jdk.unsupported,jdk.incubator.vector

folder=${1:?usage: docker/runtime.sh FOLDER}
java=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
rm -rf "$folder"
"$java/bin/jlink" --add-modules "$modules" --output "$folder" \
    --strip-java-debug-attributes --no-header-files --no-man-pages --compress=2

# Some JDKs bring zlib and the C++ runtime along, others take the system's. Java looks beside its own libraries first.
ldd "$folder"/lib/libzip.so "$folder"/lib/server/libjvm.so | awk '$2 == "=>" { print $1, $3 }' | sort -u |
    while read -r name path; do
        case $name in
        libz.so.* | libstdc++.so.* | libgcc_s.so.*) cp -L "$path" "$folder/lib/$name" ;;
        esac
    done
