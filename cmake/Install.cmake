# What `make install` and `make deb` put on a system: the program, its manual pages and completions,
# the latter two written by the program itself.
include(GNUInstallDirs)
install(TARGETS piano RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(CODE "execute_process(COMMAND \${CMAKE_COMMAND} -E create_symlink piano
    \$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}/cargo-piano)")

set(verbs profile build run report tag diff runs clean completions help)
set(made_files)

function(written_by_piano file command)
    add_custom_command(OUTPUT ${file} DEPENDS piano VERBATIM
        COMMAND sh -c "'$<TARGET_FILE:piano>' ${command} > ${file}")
    set(made_files ${made_files} ${file} PARENT_SCOPE)
endfunction()

written_by_piano(piano.bash "completions bash")
written_by_piano(_piano "completions zsh")
written_by_piano(piano.fish "completions fish")
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/piano.bash RENAME piano
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
# Debian's zsh looks elsewhere for what comes in packages.
install(CODE "
    set(folder site-functions)
    if(CMAKE_INSTALL_PREFIX STREQUAL \"/usr\")
        set(folder vendor-completions)
    endif()
    file(INSTALL ${CMAKE_CURRENT_BINARY_DIR}/_piano
        DESTINATION \${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/zsh/\${folder})")
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/piano.fish
    DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

find_program(SCDOC scdoc REQUIRED)
written_by_piano(piano.1 "help --man | ${SCDOC}")
set(pages ${CMAKE_CURRENT_BINARY_DIR}/piano.1)
foreach(verb ${verbs})
    written_by_piano(piano-${verb}.1 "help --man ${verb} | ${SCDOC}")
    list(APPEND pages ${CMAKE_CURRENT_BINARY_DIR}/piano-${verb}.1)
endforeach()
install(FILES ${pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

install(FILES LICENSE RENAME copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/piano)

add_custom_target(manual ALL DEPENDS ${made_files})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME piano)
set(CPACK_PACKAGE_FILE_NAME piano_${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "the piano authors <maintainers@piano.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "profiler for Rust programs that needs no annotations")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS cargo)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_STRIP_FILES ON)
include(CPack)
