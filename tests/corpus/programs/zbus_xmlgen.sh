# Writes Rust for D-Bus interfaces; what it is built on runs on the smol family of crates.
exercise() {
    cat >piano.xml <<'XML'
<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN" "introspect.dtd">
<node>
  <interface name="org.example.Piano">
    <method name="Play"><arg name="key" type="u" direction="in"/><arg name="heard" type="a{sv}" direction="out"/></method>
    <method name="Tune"><arg name="strings" type="a(sd)" direction="in"/></method>
    <property name="Keys" type="y" access="read"/>
    <property name="Lid" type="b" access="readwrite"/>
    <signal name="Played"><arg name="key" type="u"/><arg type="s"/></signal>
  </interface>
</node>
XML
    zbus-xmlgen file piano.xml --output - 2>&1
    zbus-xmlgen file piano.xml --output piano.rs
    zbus-xmlgen file text
    DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere zbus-xmlgen session org.example.Piano /
}
