namespace Booking.Application.Tests.Receipts;

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

/// <summary>Speaks as much of the S3 wire protocol as putting and getting an object needs; refuses what is not signed (SigV4).</summary>
internal sealed class S3Server : IAsyncDisposable
{
    // Of the form that says nothing about the content (a hash without a dash would be compared with it).
    private const string EntityTag = "\"0-1\"";

    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, (byte[] Content, string ContentType)> _objects = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _serving;

    public S3Server()
    {
        using (TcpListener free = new(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Answers nothing while set.</summary>
    public TaskCompletionSource? Frozen { get; set; }

    /// <summary>By path, with the bucket.</summary>
    public IReadOnlyDictionary<string, (byte[] Content, string ContentType)> Objects => _objects;

    public IReadOnlyCollection<string> Requests => _requests;

    public async ValueTask DisposeAsync()
    {
        Frozen?.TrySetResult();
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        List<Task> answering = [];
        try
        {
            while (true)
            {
                answering.Add(AnswerAsync(await _listener.GetContextAsync()));
            }
        }
        catch (Exception e) when (e is HttpListenerException or InvalidOperationException)
        {
        }

        await Task.WhenAll(answering);
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            string path = context.Request.Url!.AbsolutePath;
            _requests.Enqueue($"{context.Request.HttpMethod} {path}");
            if (Frozen is { } frozen)
            {
                await frozen.Task;
            }

            await AnswerAsync(context.Request, context.Response, path);
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
        }
    }

    private async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response, string path)
    {
        string signature = request.Headers["Authorization"] ?? "";
        if (!signature.StartsWith("AWS4-HMAC-SHA256 Credential=test-key/", StringComparison.Ordinal)
            || !signature.Contains("/eu-test-1/s3/aws4_request", StringComparison.Ordinal)
            || !signature.Contains("Signature=", StringComparison.Ordinal)
            || request.Headers["x-amz-date"] is null
            || request.Headers["x-amz-content-sha256"] is null)
        {
            await RefuseAsync(response, 403, "AccessDenied");
        }
        else if (request.HttpMethod == "PUT")
        {
            using MemoryStream body = new();
            await request.InputStream.CopyToAsync(body);
            _objects[path] = (body.ToArray(), request.ContentType ?? "");
            response.AddHeader("ETag", EntityTag);
        }
        else if (_objects.TryGetValue(path, out (byte[] Content, string ContentType) found))
        {
            response.ContentType = found.ContentType;
            response.ContentLength64 = found.Content.Length;
            response.AddHeader("ETag", EntityTag);
            await response.OutputStream.WriteAsync(found.Content);
        }
        else
        {
            await RefuseAsync(response, 404, "NoSuchKey");
        }
    }

    private static async Task RefuseAsync(HttpListenerResponse response, int status, string code)
    {
        response.StatusCode = status;
        response.ContentType = "application/xml";
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{code}</Message></Error>"));
    }
}
