namespace Booking.Application.Tests.Receipts;

using System.Buffers.Binary;
using System.Text;
using Booking.Infrastructure.Receipts;
using Shouldly;
using Xunit;

public sealed class SystemFontsTests : IDisposable
{
    private const int Zhe = 0x0416;
    private const int MathematicalBoldA = 0x1D400;

    private readonly string _configured = Directory.CreateTempSubdirectory("fonts-").FullName;
    private readonly string _system = Directory.CreateTempSubdirectory("fonts-").FullName;

    [Fact]
    public void FamilyFor_WhenNoFontIsInstalled_NamesThePackageToInstall()
    {
        var fonts = new SystemFonts(null, [_system, Path.Combine(_system, "missing")]);

        Should.Throw<InvalidOperationException>(() => fonts.FamilyFor('A', bold: false)).Message.ShouldContain("fonts-dejavu-core");
    }

    [Fact]
    public void GetFont_WhenDirectoryIsConfigured_TakesItsFontBeforeTheSystems()
    {
        var own = Write(_configured, "Brand-Regular.ttf", ('!', '~'));
        Write(_system, "DejaVuSans.ttf", ('!', '~'));

        MainFont(new SystemFonts(_configured, [_system])).ShouldBe(own);
    }

    [Fact]
    public void GetFont_WhenConfiguredDirectoryHasNoFont_TakesTheSystemsPreferredFamily()
    {
        Write(_system, "Arial.ttf", ('!', '~'));
        var preferred = Write(_system, "DejaVuSans.ttf", ('!', '~'));
        File.WriteAllText(Path.Combine(_configured, "Broken.ttf"), "no font");

        MainFont(new SystemFonts(_configured, [_system])).ShouldBe(preferred);
    }

    [Theory]
    [InlineData(Zhe)]
    [InlineData(MathematicalBoldA)]
    public void FamilyFor_WhenMainFontLacksTheCharacter_NamesAFontThatHasIt(int codePoint)
    {
        Write(_system, "DejaVuSans.ttf", ('!', '~'));
        Write(_system, "A-Bold.ttf", (codePoint, codePoint));
        var plain = Write(_system, "Other.ttf", (codePoint, codePoint));
        var fonts = new SystemFonts(null, [_system]);

        var family = fonts.FamilyFor(codePoint, bold: false);

        family.ShouldNotBe(SystemFonts.MainFamily);
        fonts.GetFont(fonts.ResolveTypeface(family, false, false).ShouldNotBeNull().FaceName).ShouldBe(plain);
        fonts.FamilyFor('A', bold: false).ShouldBe(SystemFonts.MainFamily);
        fonts.FamilyFor(codePoint + 1, bold: false).ShouldBe(SystemFonts.MainFamily);
    }

    [Fact]
    public void FamilyFor_WhenOnlyTheBoldFaceLacksTheCharacter_NamesTheRegularFace()
    {
        var regular = Write(_system, "DejaVuSans.ttf", ('!', '~'), (Zhe, Zhe));
        var bold = Write(_system, "DejaVuSans-Bold.ttf", ('!', '~'));
        var fonts = new SystemFonts(null, [_system]);

        byte[]? Face(int codePoint) => fonts.GetFont(fonts.ResolveTypeface(fonts.FamilyFor(codePoint, bold: true), true, false).ShouldNotBeNull().FaceName);

        Face('A').ShouldBe(bold);
        Face(Zhe).ShouldBe(regular);
    }

    [Fact]
    public void GetFont_WhenFontIsInACollection_GivesItsFirstFontAsAFileOfItsOwn()
    {
        Write(_system, "DejaVuSans.ttf", ('!', '~'));
        var single = Font([(Zhe, Zhe)]);
        File.WriteAllBytes(Path.Combine(_system, "Asian.ttc"), Collection(single));
        var fonts = new SystemFonts(null, [_system]);

        var bytes = fonts.GetFont(fonts.FamilyFor(Zhe, bold: false));

        bytes.ShouldBe(single);
    }

    [Fact]
    public void Install_WhenCalledAgain_KeepsTheFirst()
    {
        var first = SystemFonts.Install();

        SystemFonts.Install().ShouldBeSameAs(first);
        Should.Throw<InvalidOperationException>(() => SystemFonts.Install(_configured));
    }

    public void Dispose()
    {
        Directory.Delete(_configured, recursive: true);
        Directory.Delete(_system, recursive: true);
    }

    private static byte[]? MainFont(SystemFonts fonts) =>
        fonts.GetFont(fonts.ResolveTypeface(SystemFonts.MainFamily, bold: false, italic: false).ShouldNotBeNull().FaceName);

    private static byte[] Write(string directory, string name, params (int First, int Last)[] ranges)
    {
        var font = Font(ranges);
        // Different bytes under every name, so that the tests can tell the files apart.
        font[^1] = (byte)name.Sum(character => character);
        File.WriteAllBytes(Path.Combine(directory, name), font);
        return font;
    }

    /// <summary>Two tables: a character map with these ranges, and four bytes of outlines.</summary>
    private static byte[] Font((int First, int Last)[] ranges)
    {
        var map = new byte[12 + 16 + (ranges.Length * 12)];
        BinaryPrimitives.WriteUInt16BigEndian(map.AsSpan(2), 1);
        BinaryPrimitives.WriteUInt16BigEndian(map.AsSpan(4), 3);
        BinaryPrimitives.WriteUInt16BigEndian(map.AsSpan(6), 10);
        BinaryPrimitives.WriteUInt32BigEndian(map.AsSpan(8), 12);
        BinaryPrimitives.WriteUInt16BigEndian(map.AsSpan(12), 12);
        BinaryPrimitives.WriteUInt32BigEndian(map.AsSpan(24), (uint)ranges.Length);
        for (var index = 0; index < ranges.Length; index++)
        {
            var group = map.AsSpan(28 + (index * 12));
            BinaryPrimitives.WriteUInt32BigEndian(group, (uint)ranges[index].First);
            BinaryPrimitives.WriteUInt32BigEndian(group[4..], (uint)ranges[index].Last);
            BinaryPrimitives.WriteUInt32BigEndian(group[8..], 1);
        }

        var font = new byte[44 + map.Length + 4];
        BinaryPrimitives.WriteUInt32BigEndian(font, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(4), 2);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(6), 32);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(8), 1);
        Entry(font.AsSpan(12), "cmap", 44, map.Length);
        Entry(font.AsSpan(28), "glyf", 44 + map.Length, 4);
        map.CopyTo(font, 44);
        return font;
    }

    private static byte[] Collection(byte[] font)
    {
        const int header = 16;
        var collection = new byte[header + font.Length];
        Encoding.ASCII.GetBytes("ttcf", collection);
        BinaryPrimitives.WriteUInt32BigEndian(collection.AsSpan(4), 0x00010000);
        BinaryPrimitives.WriteUInt32BigEndian(collection.AsSpan(8), 1);
        BinaryPrimitives.WriteUInt32BigEndian(collection.AsSpan(12), header);
        font.CopyTo(collection, header);
        for (var entry = 12; entry < 44; entry += 16)
        {
            var offset = BinaryPrimitives.ReadUInt32BigEndian(font.AsSpan(entry + 8));
            BinaryPrimitives.WriteUInt32BigEndian(collection.AsSpan(header + entry + 8), offset + header);
        }

        return collection;
    }

    private static void Entry(Span<byte> entry, string tag, int offset, int length)
    {
        Encoding.ASCII.GetBytes(tag, entry);
        BinaryPrimitives.WriteUInt32BigEndian(entry[8..], (uint)offset);
        BinaryPrimitives.WriteUInt32BigEndian(entry[12..], (uint)length);
    }
}
