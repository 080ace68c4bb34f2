#!/usr/bin/env cargo
---
[dependencies]
fn = "{"
---
//~ file root 6:1
fn after_manifest() {} //~ fn after_manifest
