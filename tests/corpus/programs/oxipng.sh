# Optimizes a picture on all cores, with a separate deflater; what comes out must be the same bytes.
exercise() {
    oxipng -o 3 --strip all picture.png --out small.png
    oxipng -o 1 --filters 0,1,2,3 -t 2 picture.png --out filtered.png
    oxipng --zopfli --zi 3 picture.png --out smallest.png
    oxipng text
}
