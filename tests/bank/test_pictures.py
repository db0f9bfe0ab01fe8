"""How a picture's file is stored, and which files are refused."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from quizapp.bank.pictures import LARGEST_FILE, LONGEST_SIDE, BadPicture, encode, is_picture


def file(form="PNG", mode="RGB", size=(40, 20), colour="red", **options):
    target = BytesIO()
    image = Image.new("RGB", size, colour)
    (image.quantize(8) if mode == "P" else image.convert(mode)).save(target, form, **options)
    return target.getvalue()


def seen(encoded):
    return Image.open(BytesIO(encoded.data))


@pytest.mark.parametrize(
    ("form", "mode"), [("PNG", "P"), ("PNG", "RGBA"), ("PNG", "L"), ("JPEG", "CMYK"), ("JPEG", "L"), ("WEBP", "RGB"), ("WEBP", "RGBA")]
)
def test_each_format_stays_what_it_is(form, mode):
    encoded = encode(file(form, mode, colour="black"))
    with seen(encoded) as image:
        assert image.format == form
        assert max(image.convert("RGB").getpixel((5, 5))) < 30
        assert image.size == (encoded.picture.width, encoded.picture.height) == (40, 20)
    assert encoded.mime == f"image/{form.lower()}"


def test_a_photo_with_a_second_picture_behind_it_is_the_photo():
    target = BytesIO()
    Image.new("RGB", (40, 20), "black").save(target, "MPO", save_all=True, append_images=[Image.new("RGB", (40, 20), "white")])
    encoded = encode(target.getvalue())
    with seen(encoded) as image:
        assert (image.format, encoded.mime) == ("JPEG", "image/jpeg")
        assert max(image.getpixel((5, 5))) < 30


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_an_animated_picture_is_refused(form):
    target = BytesIO()
    Image.new("RGB", (40, 20), "black").save(target, form, save_all=True, append_images=[Image.new("RGB", (40, 20), "white")])
    with pytest.raises(BadPicture) as refused:
        encode(target.getvalue())
    assert refused.value.code == "picture-moving"


def test_the_same_file_gives_the_same_picture():
    assert encode(file()) == encode(file())
    assert encode(file()).picture.digest != encode(file(colour="blue")).picture.digest


def test_a_transparent_ground_stays_transparent():
    for form in ("PNG", "WEBP"):
        target = BytesIO()
        Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(target, form)
        with seen(encode(target.getvalue())) as image:
            assert image.convert("RGBA").getpixel((4, 4))[3] == 0


def test_what_came_along_is_dropped():
    notes = PngInfo()
    notes.add_text("Comment", "taken at home")
    encoded = encode(file(pnginfo=notes) + b"<script>alert(1)</script>")
    assert b"taken at home" not in encoded.data
    assert b"script" not in encoded.data

    exif = Image.Exif()
    exif[0x010E] = "a secret place"
    assert b"a secret place" not in encode(file("JPEG", exif=exif)).data


def test_a_picture_is_turned_as_the_camera_held_it():
    exif = Image.Exif()
    exif[0x0112] = 6
    encoded = encode(file("JPEG", size=(40, 20), exif=exif))
    assert (encoded.picture.width, encoded.picture.height) == (20, 40)


def test_a_large_picture_is_made_smaller():
    assert encode(file(size=(2 * LONGEST_SIDE, 100))).picture.width == LONGEST_SIDE


def test_dots_that_become_shades_are_too_large():
    target = BytesIO()
    Image.effect_noise((1700, 1200), 80).point(lambda shade: 255 * (shade > 128)).save(target, "PNG", optimize=True)
    assert len(target.getvalue()) < LARGEST_FILE
    with pytest.raises(BadPicture) as caught:
        encode(target.getvalue())
    assert caught.value.code == "picture-too-large"


def test_a_picture_does_not_grow_beyond_what_is_taken():
    target = BytesIO()
    Image.effect_noise((1100, 900), 60).convert("RGB").save(target, "JPEG", quality=45)
    assert 250_000 < len(target.getvalue()) < LARGEST_FILE
    assert len(encode(target.getvalue()).data) <= LARGEST_FILE


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(side):
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "picture-broken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture-broken"),
        (b"GIF89a" + bytes(50), "picture-broken"),
        (file()[:60], "picture-broken"),
        (bomb(300), "picture-broken"),
        (bomb(6000), "picture-too-large"),
        (bomb(30_000), "picture-too-large"),
        (bytes(LARGEST_FILE + 1), "picture-too-large"),
    ],
    ids=["nothing", "svg", "gif", "half", "short", "many pixels", "bomb", "many bytes"],
)
def test_what_is_no_picture_is_refused(content, code):
    with pytest.raises(BadPicture) as caught:
        encode(content)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("name", "known"), [("map.png", True), ("a_b-1.jpeg", True), ("x.svg", True), ("x.svgz", False), ("../x.png", False), ("x.PNG", False)]
)
def test_names(name, known):
    assert is_picture(name) is known
