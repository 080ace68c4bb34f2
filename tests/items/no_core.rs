#![no_core] #![no_implicit_prelude] //~ file root 1:36 no_core no_implicit_prelude
