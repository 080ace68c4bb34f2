# A server on tokio's multi-threaded runtime, under load from a client on loopback.
exercise() {
    local port=$((20000 + RANDOM % 20000)) server one number
    mini-redis-server --port "$port" >server.log 2>&1 &
    server=$!
    for number in $(seq 100); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
        sleep 0.1
    done
    client "$port" one &
    one=$!
    client "$port" two &
    wait "$one" $!
    cat one two
    kill -INT "$server"
    wait "$server"
    echo "the server ended with $?"
}
# A hundred commands over one connection; the answers go to a file.
client() {
    local number line
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    for number in $(seq 50); do
        printf '*3\r\n$3\r\nSET\r\n$%d\r\n%s\r\n$5\r\nhello\r\n' $((${#number} + ${#2})) "$2$number" >&3
        read -r line <&3
        echo "$line"
        printf '*2\r\n$3\r\nGET\r\n$%d\r\n%s\r\n' $((${#number} + ${#2})) "$2$number" >&3
        read -r line <&3
        read -r line <&3
        echo "$line"
    done >"$2"
}
# Every connection and every command went through these.
judge() {
    grep -q 'process_frame\|Command::from_frame' "$1" && grep -q 'Set::apply' "$1"
}
