namespace Booking.Application.Tests.Messaging;

using System.Text;
using System.Text.Json;
using Booking.Infrastructure.Messaging;
using Shouldly;
using Xunit;

public sealed class CloudEventTests
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static readonly OutboxMessage Message = new()
    {
        TenantId = Guid.NewGuid(),
        Id = Guid.NewGuid(),
        Type = "booking.confirmed",
        Subject = Guid.NewGuid(),
        Sequence = 7,
        Data = """{"bookingId":"6f9619ff-8b86-d011-b42d-00c04fc964ff","name":"Zoë"}""",
        OccurredAt = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public void Write_WhenMessageHasATrace_MakesAStructuredCloudEvent()
    {
        using JsonDocument json = JsonDocument.Parse(CloudEvent.Write(Message, Trace));

        JsonElement root = json.RootElement;
        root.GetProperty("specversion").GetString().ShouldBe("1.0");
        root.GetProperty("id").GetGuid().ShouldBe(Message.Id);
        root.GetProperty("type").GetString().ShouldBe("booking.confirmed");
        root.GetProperty("source").GetString().ShouldBe("/booking");
        root.GetProperty("subject").GetGuid().ShouldBe(Message.Subject);
        root.GetProperty("time").GetDateTimeOffset().ShouldBe(Message.OccurredAt);
        root.GetProperty("datacontenttype").GetString().ShouldBe("application/json");
        root.GetProperty("tenantid").GetGuid().ShouldBe(Message.TenantId);
        root.GetProperty("traceparent").GetString().ShouldBe(Trace);
        root.GetProperty("sequence").GetString().ShouldBe("7");
        root.GetProperty("data").GetProperty("name").GetString().ShouldBe("Zoë");
    }

    [Fact]
    public void Read_WhenEventWasWrittenHere_GivesItBack()
    {
        CloudEvent read = CloudEvent.Read(CloudEvent.Write(Message, null));

        read.Id.ShouldBe(Message.Id);
        read.TenantId.ShouldBe(Message.TenantId);
        read.TraceParent.ShouldBeNull();
        read.DataId("bookingId").ShouldBe(Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff"));
    }

    [Theory]
    [InlineData("", "invalid_json")]
    [InlineData("{", "invalid_json")]
    [InlineData("[]", "unknown_version")]
    [InlineData("{}", "unknown_version")]
    [InlineData("""{"specversion":"0.3"}""", "unknown_version")]
    [InlineData("""{"specversion":1.0}""", "unknown_version")]
    [InlineData("""{"specversion":"1.0"}""", "invalid_schema")]
    [InlineData("""{"specversion":"1.0","id":"x","tenantid":"6f9619ff-8b86-d011-b42d-00c04fc964ff","type":"a.b","data":{}}""", "invalid_schema")]
    [InlineData("""{"specversion":"1.0","id":"6f9619ff-8b86-d011-b42d-00c04fc964ff","type":"a.b","data":{}}""", "invalid_schema")]
    [InlineData("""{"specversion":"1.0","id":"6f9619ff-8b86-d011-b42d-00c04fc964ff","tenantid":"6f9619ff-8b86-d011-b42d-00c04fc964ff","type":"","data":{}}""", "invalid_schema")]
    [InlineData("""{"specversion":"1.0","id":"6f9619ff-8b86-d011-b42d-00c04fc964ff","tenantid":"6f9619ff-8b86-d011-b42d-00c04fc964ff","type":"a.b","data":[]}""", "invalid_schema")]
    public void Read_WhenBodyIsNoEvent_SaysWhyInAFixedWord(string body, string reason) =>
        Should.Throw<InvalidMessageException>(() => CloudEvent.Read(Encoding.UTF8.GetBytes(body))).Reason.ShouldBe(reason);

    [Fact]
    public void Read_WhenBodyIsLargerThanTheLimit_DoesNotReadIt() =>
        Should.Throw<InvalidMessageException>(() => CloudEvent.Read(new byte[CloudEvent.MaxBytes + 1])).Reason.ShouldBe("too_large");

    [Theory]
    [InlineData("name")]
    [InlineData("missing")]
    public void DataId_WhenMemberIsNoId_IsInvalid(string member)
    {
        CloudEvent read = CloudEvent.Read(CloudEvent.Write(Message, null));

        Should.Throw<InvalidMessageException>(() => read.DataId(member)).Reason.ShouldBe("invalid_data");
    }
}
