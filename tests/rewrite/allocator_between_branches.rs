//@ edition=2021 allocator=wrap no-compile
// No Rust: among the branches stand no items.
cfg_select! {
    #[global_allocator] static A: #[test] System = {}; { fn f() {} }
}
