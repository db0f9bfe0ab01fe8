"""First passwords: three short words, typed once from a sheet of paper and then replaced.

A batch is drawn from a secret nonce, so that the page with the sheet can draw them again without their being stored.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

WORDS = tuple(
    """
    acorn apple april arch arrow aunt autumn baker bamboo banjo barn basil basin beach beaver bell bench berry birch bird
    biscuit blanket bloom board boat book boot bottle bowl box branch brass bread brick bridge broom brush bucket bus butter
    button cabin cake camel canal candle canoe carpet carrot castle cat cedar cello chair chalk cheese cherry chess chest
    circle city clay clock cloud clover coat cocoa coffee comet corn cotton cousin crab crane cricket crow cup curtain daisy
    deer desk dove dragonfly drum duck eagle east echo elbow elm engine fairy falcon farm feather fence fern field fig finch
    fish flag flour flower flute fog forest fork fox frog garden garlic gate ginger giraffe glass globe glove goat gold
    goose grape grass guitar gull hammer harbour harp hat hazel hedge heron hill honey horse hotel house igloo ink iris
    island ivory jacket jam jar jasmine jelly jewel juice july june kettle key kite kitten koala ladder lake lamp lantern
    lark leaf lemon letter lily linen lion lizard llama lobster lotus lunch magnet mango maple marble market meadow melon
    mill mint mirror mitten moon moss moth mouse museum music napkin needle nest north novel nut oak oasis ocean olive onion
    orange orchid otter oven owl oyster paint palm panda paper parrot path peach peanut pear pebble pencil penguin pepper
    piano pigeon pillow pine planet plum pocket pond poppy potato puddle puffin pumpkin puppet quilt rabbit radio rain raven
    ribbon rice river robin rocket roof rose ruler sail salad salmon salt sand scarf school sea seed shell ship shoe silk
    silver
    """.split()  # noqa: SIM905 - easier to read than a column of quotes
)
"""Words that are short, known to learners of English, and not mistaken for one another."""

COUNT = 3


def draw(secret_key: str, nonce: str, username: str) -> str:
    """Return the first password of an account in a batch; nobody can guess it without the key and the nonce."""
    digest = hmac.digest(secret_key.encode(), f"first password\0{nonce}\0{username}".encode(), sha256)
    return "-".join(WORDS[int.from_bytes(digest[8 * place : 8 * place + 8]) % len(WORDS)] for place in range(COUNT))
