"""The codec of image retrieval in PyTorch: docs/semantic-models.md describes the network and its conventions."""

import json
import math

import torch
from torch import nn


class ResidualBlock(nn.Module):
    """relu(x + norm2(conv2(relu(norm1(conv1(x))))))."""

    def __init__(self, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(channels)

    def forward(self, maps):
        inner = torch.relu(self.norm1(self.conv1(maps)))
        return torch.relu(maps + self.norm2(self.conv2(inner)))


class Stage(nn.Module):
    """A convolution of stride 2 and the residual blocks behind it."""

    def __init__(self, inputs, outputs, blocks):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, stride=2, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        self.blocks = nn.Sequential(*[ResidualBlock(outputs) for _ in range(blocks)])

    def forward(self, maps):
        return self.blocks(torch.relu(self.norm(self.conv(maps))))


class TokenTransformer(nn.Module):
    """Position embedding, pre-norm transformer layers and a last layer normalisation."""

    def __init__(self, sizes, tokens):
        super().__init__()
        self.position = nn.Parameter(torch.zeros(1, tokens, sizes["features"]))
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(
                sizes["features"], sizes["heads"], sizes["hidden"], dropout=0, activation="gelu", batch_first=True,
                norm_first=True)
            for _ in range(sizes["layers"]))
        self.norm = nn.LayerNorm(sizes["features"])

    def forward(self, tokens):
        tokens = tokens + self.position[:, : tokens.shape[1]]
        for layer in self.layers:
            tokens = layer(tokens)
        return self.norm(tokens)


class Encoder(TokenTransformer):
    """The semantic encoder: stem, class token, transformer."""

    def __init__(self, sizes, tokens):
        super().__init__(sizes, tokens)
        channels = [sizes["pictures"]["channels"], *sizes["stemChannels"], sizes["features"]]
        blocks = sizes.get("stemResidualBlocks", [0, 0, 0])
        self.stem = nn.Sequential(*[Stage(*stage) for stage in zip(channels, channels[1:], blocks)])
        self.class_token = nn.Parameter(torch.zeros(1, 1, sizes["features"]))

    def forward(self, pictures):
        patches = self.stem(pictures).flatten(2).transpose(1, 2)
        return super().forward(torch.cat([self.class_token.expand(len(patches), -1, -1), patches], 1))


class Network(nn.Module):
    """All weights of a file, under their names."""

    def __init__(self, sizes):
        super().__init__()
        self.tokens = 1 + -(-sizes["pictures"]["height"] // 8) * -(-sizes["pictures"]["width"] // 8)
        self.maximum = sizes["maximumSymbolsPerToken"]
        self.encoder = Encoder(sizes, self.tokens)
        self.channel_encoder = nn.Linear(sizes["features"], 2 * self.maximum)
        self.channel_decoder = nn.Linear(2 * self.maximum + 2, sizes["features"])
        self.decoder = TokenTransformer(sizes, self.tokens)
        self.head = nn.Linear(sizes["features"], sizes["embeddingSize"])
        self.prototypes = nn.Parameter(torch.zeros(len(sizes["classNames"]), sizes["embeddingSize"]))
        self.log_scale = nn.Parameter(torch.tensor(0.0))

    def symbols(self, pictures, count):
        """Pictures `[B, channels, H, W]` to the first `count` symbols of each token, `[B, T, 2k]`, of mean power 1."""
        sent = self.channel_encoder(self.encoder(pictures))[:, :, : 2 * count]
        power = sent.square().sum((1, 2), keepdim=True) / (self.tokens * count)
        return sent * (power + 1e-12).rsqrt()

    def embeddings(self, received, snr, count):
        """Equalised symbols `[B, T, 2k]` of one signal-to-noise ratio to embeddings `[B, e]`."""
        decibels = min(max(10 * math.log10(snr), -12), 24)
        told = torch.tensor([(decibels - 6) / 18, count / self.maximum]).expand(*received.shape[:2], 2)
        unsent = torch.zeros(*received.shape[:2], 2 * (self.maximum - count))
        tokens = self.decoder(self.channel_decoder(torch.cat([received, unsent, told], 2)))
        vectors = self.head(tokens[:, 0])
        return vectors * (vectors.square().sum(-1, keepdim=True) + 1e-12).rsqrt()


class Retrieval:
    """A model with the tasks of an exchange file: `pictures` `[N, channels, H, W]` in 0…255, `symbols` and `received`
    `[N, T, 2k]` before the equaliser, `embeddings` `[N, e]`; in the metadata k and the variance of the noise, h = 1."""

    def __init__(self, weights, metadata, exchange, settings):
        self.network = Network(json.loads(metadata["heliograph.retrieval"])).eval()
        self.network.load_state_dict(weights)
        self.exchange = exchange
        self.pictures = exchange["pictures"].to(torch.uint8)
        self.symbols_per_token = int(settings["symbolsPerToken"])
        self.noise_variance = float(settings["noiseVariance"])
        self.count = len(self.pictures)

    def encode(self, index):
        """The symbols of one picture, from its bytes."""
        picture = self.pictures[index : index + 1].float() / 127.5 - 1
        return self.network.symbols(picture, self.symbols_per_token)

    def decode(self, indices):
        """The embeddings of received bursts, as one batch."""
        received = self.exchange["received"][indices] * (1 / (1 + self.noise_variance))
        return self.network.embeddings(received, 1 / self.noise_variance, self.symbols_per_token)

    def largest_difference(self):
        """The greatest absolute difference of a symbol or an embedding from those of the exchange file."""
        symbols = torch.cat([self.encode(index) for index in range(self.count)])
        embeddings = self.decode(list(range(self.count)))
        return max(
            (symbols - self.exchange["symbols"]).abs().max().item(),
            (embeddings - self.exchange["embeddings"]).abs().max().item())
