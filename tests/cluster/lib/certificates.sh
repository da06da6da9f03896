# shellcheck shell=bash
# A certificate authority that lives as long as the stack, and what it signs.

create_certificates() {
    PKI="$STATE/pki"
    install -d -m 700 "$PKI"
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=release stack" \
        -addext "keyUsage=critical,keyCertSign,cRLSign" \
        -keyout "$PKI/ca.key" -out "$PKI/ca.crt" 2>/dev/null
    sign apiserver "/CN=kube-apiserver" serverAuth "DNS:localhost,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:10.0.0.1,IP:10.0.1.1"
    sign kubelet "/CN=$NODE_NAME" serverAuth "DNS:$NODE_NAME,IP:$NODE_ADDRESS"
    sign apiserver-to-kubelet "/O=system:masters/CN=kube-apiserver" clientAuth "DNS:kube-apiserver"
    openssl genrsa -out "$PKI/service-accounts.key" 2048 2>/dev/null
}

# sign NAME SUBJECT USAGE NAMES
sign() {
    local name=$1 subject=$2 usage=$3 names=$4
    openssl req -new -newkey rsa:2048 -nodes -subj "$subject" -keyout "$PKI/$name.key" -out "$PKI/$name.csr" 2>/dev/null
    openssl x509 -req -in "$PKI/$name.csr" -CA "$PKI/ca.crt" -CAkey "$PKI/ca.key" -CAcreateserial -days 30 \
        -extfile <(printf '%s\n' "basicConstraints=critical,CA:FALSE" "keyUsage=critical,digitalSignature,keyEncipherment" \
            "extendedKeyUsage=$usage" "subjectAltName=$names") \
        -out "$PKI/$name.crt" 2>/dev/null
    rm "$PKI/$name.csr"
}
