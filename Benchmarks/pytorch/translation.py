"""The translation codec in PyTorch: docs/semantic-models.md describes the network and its conventions."""

import json
import math

import torch
from torch import nn
from torch.nn import functional

BEGINNING, END = 1, 3


class Encoder(nn.Module):
    """Pre-norm transformer layers and a last layer normalisation."""

    def __init__(self, sizes, layers):
        super().__init__()
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(
                sizes["features"], sizes["heads"], sizes["hidden"], dropout=0, batch_first=True, norm_first=True)
            for _ in range(layers))
        self.norm = nn.LayerNorm(sizes["features"])

    def forward(self, tokens, padding):
        for layer in self.layers:
            tokens = layer(tokens, src_key_padding_mask=padding)
        return self.norm(tokens)


class ChannelDecoder(nn.Module):
    """Symbols back to features."""

    def __init__(self, sizes):
        super().__init__()
        self.linear1 = nn.Linear(2 * sizes["maximumSymbolsPerWord"] + 2, sizes["hidden"])
        self.linear2 = nn.Linear(sizes["hidden"], sizes["features"])
        self.norm = nn.LayerNorm(sizes["features"])

    def forward(self, received):
        return self.norm(self.linear2(self.linear1(received).relu()))


class Decoder(nn.Module):
    """Pre-norm decoder layers that are told one token after the other and remember keys and values."""

    def __init__(self, sizes):
        super().__init__()
        self.heads = sizes["heads"]
        self.layers = nn.ModuleList(
            nn.TransformerDecoderLayer(
                sizes["features"], sizes["heads"], sizes["hidden"], dropout=0, batch_first=True, norm_first=True)
            for _ in range(sizes["decoderLayers"]))
        self.norm = nn.LayerNorm(sizes["features"])

    def split(self, tokens):
        """`[B, L, d]` to `[B, heads, L, d/heads]`."""
        return tokens.unflatten(2, (self.heads, -1)).transpose(1, 2)

    def start(self, memory):
        """Keys and values of the memory for each layer, and none of tokens yet."""
        caches = []
        for layer in self.layers:
            attention = layer.multihead_attn
            width = memory.shape[2]
            both = functional.linear(memory, attention.in_proj_weight[width:], attention.in_proj_bias[width:])
            caches.append([*map(self.split, both.chunk(2, 2)), None, None])
        return caches

    def attend(self, attention, query, keys, values, mask=None):
        attended = functional.scaled_dot_product_attention(self.split(query), keys, values, attn_mask=mask)
        return attention.out_proj(attended.transpose(1, 2).flatten(2))

    def next(self, tokens, caches, mask):
        """One token `[B, 1, d]` of each translation to its state."""
        for layer, cache in zip(self.layers, caches):
            attention = layer.self_attn
            query, key, value = functional.linear(
                layer.norm1(tokens), attention.in_proj_weight, attention.in_proj_bias).chunk(3, 2)
            key, value = self.split(key), self.split(value)
            cache[2] = key if cache[2] is None else torch.cat([cache[2], key], 2)
            cache[3] = value if cache[3] is None else torch.cat([cache[3], value], 2)
            tokens = tokens + self.attend(attention, query, cache[2], cache[3])
            attention = layer.multihead_attn
            width = tokens.shape[2]
            query = functional.linear(
                layer.norm2(tokens), attention.in_proj_weight[:width], attention.in_proj_bias[:width])
            tokens = tokens + self.attend(attention, query, cache[0], cache[1], mask)
            tokens = tokens + layer.linear2(layer.linear1(layer.norm3(tokens)).relu())
        return self.norm(tokens)


class Network(nn.Module):
    """All weights of a file, under their names."""

    def __init__(self, sizes):
        super().__init__()
        width = sizes["features"]
        self.maximum = sizes["maximumSymbolsPerWord"]
        self.embedding = nn.Embedding(4 + len(sizes["vocabulary"]["characters"]) + sizes["merged"], width)
        self.encoder = Encoder(sizes, sizes["encoderLayers"])
        self.channel_encoder = nn.Linear(width, 2 * self.maximum)
        self.channel_decoder = ChannelDecoder(sizes)
        self.receiver = Encoder(sizes, sizes["receiverLayers"]) if sizes["receiverLayers"] else None
        self.decoder = Decoder(sizes)
        angles = torch.arange(sizes["maximumTokens"])[:, None] * 10_000.0 ** (-(torch.arange(width) // 2 * 2) / width)
        self.positions = torch.where(torch.arange(width) % 2 == 0, angles.sin(), angles.cos())

    def embedded(self, tokens, first=0):
        vectors = self.embedding(tokens) * math.sqrt(self.embedding.embedding_dim)
        return vectors + self.positions[first : first + tokens.shape[1]]

    def symbols(self, tokens):
        """Tokens of one sentence `[1, T]` to all symbols of each, `[1, T, 2k_max]`, of mean power 1."""
        sent = self.channel_encoder(self.encoder(self.embedded(tokens), None))
        power = sent.square().sum((1, 2), keepdim=True) / (tokens.shape[1] * self.maximum)
        return sent * (power + 1e-12).rsqrt()

    def translate(self, received, snr, lengths, limits):
        """Equalised symbols `[B, T, 2k_max]` of one signal-to-noise ratio to tokens, the most probable ones."""
        decibels = min(max(10 * math.log10(snr), -12), 24)
        told = torch.tensor([(decibels - 6) / 18, 1.0]).expand(*received.shape[:2], 2)
        padding = torch.arange(received.shape[1]) >= lengths[:, None]
        memory = self.channel_decoder(torch.cat([received, told], 2))
        if self.receiver:
            memory = self.receiver(memory + self.positions[: memory.shape[1]], padding if padding.any() else None)
        caches = self.decoder.start(memory)
        mask = ~padding[:, None, None, :]
        tokens, translations = torch.full((len(received), 1), BEGINNING), [[] for _ in limits]
        is_open = [True] * len(limits)
        position = 0
        while any(is_open):
            states = self.decoder.next(self.embedded(tokens, position), caches, mask)[:, 0]
            best = functional.linear(states, self.embedding.weight[END:]).argmax(1) + END
            for row, token in enumerate(best.tolist()):
                is_open[row] = is_open[row] and token != END and len(translations[row]) < limits[row]
                if is_open[row]:
                    translations[row].append(token)
                    is_open[row] = len(translations[row]) < limits[row]
            tokens, position = best[:, None], position + 1
        return translations


class Translation:
    """A model with the tasks of an exchange file: `tokens` `[N, T]` with end marks, 0 behind them; `symbols` and
    `received` `[N, T, 2k_max]` before the equaliser; in the metadata the variance of the noise, h = 1, and the
    translations."""

    def __init__(self, weights, metadata, exchange, settings):
        sizes = json.loads(metadata["heliograph.translation"])
        self.pieces = ["", "", "\ufffd", "", *sizes["vocabulary"]["characters"]]
        known = set(self.pieces)
        for merge in sizes["vocabulary"]["merges"]:
            left, right = merge.split(" ")
            if left in known and right in known and left + right not in known:
                known.add(left + right)
                self.pieces.append(left + right)
        sizes["merged"] = len(self.pieces) - 4 - len(sizes["vocabulary"]["characters"])
        self.network = Network(sizes).eval()
        self.network.load_state_dict({name: tensor.float() for name, tensor in weights.items()})
        self.maximum = sizes["maximumTokens"]
        self.tokens = exchange["tokens"].long()
        self.lengths = (self.tokens > 0).sum(1)
        self.exchange = exchange
        self.noise_variance = float(settings["noiseVariance"])
        self.translations = json.loads(settings["translations"])
        self.count = len(self.tokens)

    def encode(self, index):
        """The symbols of one sentence, from its tokens."""
        return self.network.symbols(self.tokens[index : index + 1, : self.lengths[index]])

    def decode(self, indices):
        """The translations of received bursts, as one batch."""
        lengths = self.lengths[indices]
        received = self.exchange["received"][indices, : lengths.max()] * (1 / (1 + self.noise_variance))
        limits = [min(self.maximum, 2 * length + 8) for length in lengths.tolist()]
        found = self.network.translate(received, 1 / self.noise_variance, lengths, limits)
        return ["".join(self.pieces[token] for token in tokens) for tokens in found]

    def largest_difference(self):
        """The greatest absolute difference of a symbol from those of the exchange file; infinite when a translation is
        another one."""
        texts = [" ".join(filter(None, text.split("\u2581"))) for text in self.decode(list(range(self.count)))]
        if texts != self.translations:
            return math.inf
        return max(
            (self.encode(index)[0] - self.exchange["symbols"][index, : self.lengths[index]]).abs().max().item()
            for index in range(self.count))
