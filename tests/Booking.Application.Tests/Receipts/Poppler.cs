namespace Booking.Application.Tests.Receipts;

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

/// <summary>Reads a PDF with the tools of poppler-utils, so with other eyes than those that wrote it.</summary>
internal static class Poppler
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public static async Task<string> Text(byte[] pdf, params string[] options)
    {
        var output = await Run(pdf, "pdftotext", [.. options, "-enc", "UTF-8"], "-");
        return Encoding.UTF8.GetString(output);
    }

    public static async Task<string[]> Pages(byte[] pdf)
    {
        var text = await Text(pdf, "-layout");
        return text.Split('\f', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>One page in grey, at four pixels per point.</summary>
    public static async Task<GreyPage> Render(byte[] pdf, int page)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        return GreyPage.Parse(await Run(pdf, "pdftoppm", ["-r", "288", "-gray", "-f", number, "-l", number]));
    }

    private static async Task<byte[]> Run(byte[] pdf, string tool, string[] options, params string[] target)
    {
        var path = Path.Combine(Path.GetTempPath(), $"receipt-{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(path, pdf);
        try
        {
            using var timeout = new CancellationTokenSource(Timeout);
            using var process = new Process
            {
                StartInfo = new ProcessStartInfo(tool, [.. options, path, .. target]) { RedirectStandardOutput = true, RedirectStandardError = true },
            };
            try
            {
                process.Start();
            }
            catch (Win32Exception exception)
            {
                throw new InvalidOperationException($"The tests of receipts need {tool} (package poppler-utils).", exception);
            }

            try
            {
                using var output = new MemoryStream();
                var complaints = process.StandardError.ReadToEndAsync(timeout.Token);
                await process.StandardOutput.BaseStream.CopyToAsync(output, timeout.Token);
                await process.WaitForExitAsync(timeout.Token);
                var text = await complaints;
                return process.ExitCode == 0 && text.Length == 0
                    ? output.ToArray()
                    : throw new InvalidOperationException($"{tool} ended with {process.ExitCode}: {text}");
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
        finally
        {
            File.Delete(path);
        }
    }
}

internal sealed class GreyPage(int width, int height, byte[] pixels)
{
    public const int PixelsPerPoint = 4;

    public int Width => width;

    public int Height => height;

    public int DarkPixels => pixels.Count(level => level < 100);

    public static GreyPage Parse(byte[] file)
    {
        var numbers = new List<int>();
        var at = 2;
        while (numbers.Count < 3)
        {
            while (char.IsWhiteSpace((char)file[at]))
            {
                at++;
            }

            var start = at;
            while (!char.IsWhiteSpace((char)file[at]))
            {
                at++;
            }

            numbers.Add(int.Parse(Encoding.ASCII.GetString(file, start, at - start), CultureInfo.InvariantCulture));
        }

        return new GreyPage(numbers[0], numbers[1], file[(at + 1)..]);
    }

    public bool IsDark(int x, int y) => pixels[(y * width) + x] < 100;
}
