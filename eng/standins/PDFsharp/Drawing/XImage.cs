// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp.Drawing;

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

public class XImage : IDisposable
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private XImage(byte[] file)
    {
        if (!file.AsSpan().StartsWith(Signature))
        {
            throw new NotSupportedException("XImage.FromStream with a format other than PNG.");
        }

        using var compressed = new MemoryStream();
        var transparency = false;
        for (var at = Signature.Length; at + 12 <= file.Length;)
        {
            var length = checked((int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)));
            var content = file.AsSpan(at + 8, length);
            switch (Encoding.ASCII.GetString(file, at + 4, 4))
            {
                case "IHDR":
                    PixelWidth = checked((int)BinaryPrimitives.ReadUInt32BigEndian(content));
                    PixelHeight = checked((int)BinaryPrimitives.ReadUInt32BigEndian(content[4..]));
                    (BitDepth, ColorType) = (content[8], content[9]);
                    if (content[12] != 0)
                    {
                        throw new NotSupportedException("XImage.FromStream with an interlaced PNG.");
                    }

                    break;
                case "PLTE":
                    Palette = content.ToArray();
                    break;
                case "tRNS":
                    transparency = true;
                    break;
                case "IDAT":
                    compressed.Write(content);
                    break;
                default:
                    break;
            }

            at += length + 12;
        }

        Pixels = compressed.ToArray();
        // One-bit grey is left out because the package refuses it too.
        var known = (ColorType, BitDepth) is (0, 8) or (2, 8) or (3, 1 or 4 or 8) or (4, 8) or (6, 8);
        if (!known || transparency)
        {
            throw new NotSupportedException($"XImage.FromStream with a PNG of colour type {ColorType} and {BitDepth} bits.");
        }

        if (ColorType is 4 or 6)
        {
            SeparateAlpha();
        }
    }

    public int PixelWidth { get; }

    public int PixelHeight { get; }

    public virtual bool Interpolate { get; set; } = true;

    internal int BitDepth { get; }

    internal int ColorType { get; }

    internal byte[] Palette { get; } = [];

    /// <summary>Deflated rows; each starts with its PNG filter unless <see cref="Alpha"/> is set.</summary>
    internal byte[] Pixels { get; private set; }

    internal byte[]? Alpha { get; private set; }

    internal int Channels => ColorType is 2 or 6 ? 3 : 1;

    public static XImage FromStream(Stream stream)
    {
        if (!stream.CanSeek)
        {
            throw new ArgumentException("The stream must be seekable.", nameof(stream));
        }

        stream.Position = 0;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return new XImage(copy.ToArray());
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    internal static byte[] Deflate(byte[] data)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Optimal))
        {
            zlib.Write(data);
        }

        return target.ToArray();
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private void SeparateAlpha()
    {
        var pixelSize = Channels + 1;
        var stride = PixelWidth * pixelSize;
        var row = new byte[stride];
        var above = new byte[stride];
        var colors = new byte[PixelWidth * PixelHeight * Channels];
        var alpha = new byte[PixelWidth * PixelHeight];
        using var source = new ZLibStream(new MemoryStream(Pixels), CompressionMode.Decompress);
        for (var line = 0; line < PixelHeight; line++)
        {
            var filter = source.ReadByte();
            source.ReadExactly(row);
            for (var index = 0; index < stride; index++)
            {
                int left = index >= pixelSize ? row[index - pixelSize] : 0, up = above[index], corner = index >= pixelSize ? above[index - pixelSize] : 0;
                row[index] += (byte)(filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    4 => Paeth(left, up, corner),
                    _ => throw new InvalidDataException("The PNG uses an unknown filter."),
                });
            }

            for (var pixel = 0; pixel < PixelWidth; pixel++)
            {
                var place = (line * PixelWidth) + pixel;
                row.AsSpan(pixel * pixelSize, Channels).CopyTo(colors.AsSpan(place * Channels));
                alpha[place] = row[(pixel * pixelSize) + Channels];
            }

            (row, above) = (above, row);
        }

        Pixels = Deflate(colors);
        Alpha = Deflate(alpha);
    }

    private static int Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        int toLeft = Math.Abs(estimate - left), toUp = Math.Abs(estimate - up), toCorner = Math.Abs(estimate - corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
