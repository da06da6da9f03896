using System.Net;
using Foundation.Http;

namespace Foundation.Tests.Http;

/// <summary>NO_PROXY, by the examples of Go's own documentation and tests (golang.org/x/net/http/httpproxy).</summary>
public sealed class ProxyExceptionsTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "https://10.1.2.3/")]
    [InlineData("10.0.0.0/8", "https://10.255.255.255:6443/")]
    [InlineData("10.9.9.9/8", "https://10.1.2.3/")]
    [InlineData("192.168.4.0/22", "https://192.168.7.255/")]
    [InlineData("0.0.0.0/0", "https://8.8.8.8/")]
    [InlineData("fd00::/8", "https://[fd12:3456::1]:443/")]
    [InlineData("10.1.2.3", "https://10.1.2.3/")]
    [InlineData("10.1.2.3:6443", "https://10.1.2.3:6443/")]
    [InlineData("[fd00::1]:6443", "https://[fd00::1]:6443/")]
    [InlineData("fd00::1", "https://[fd00::1]/")]
    [InlineData("10.0.0.0/8", "https://[::ffff:10.1.2.3]/")]
    [InlineData("example.com", "https://example.com/")]
    [InlineData("example.com", "https://a.b.example.com/")]
    [InlineData("EXAMPLE.com", "https://Registry.Example.COM/")]
    [InlineData(".example.com", "https://a.example.com/")]
    [InlineData("*.example.com", "https://a.example.com/")]
    [InlineData("example.com:443", "https://a.example.com/")]
    [InlineData("example.com:6443", "https://example.com:6443/")]
    [InlineData("example.com:", "https://example.com/")]
    [InlineData("*", "https://anywhere.example/")]
    [InlineData(" other.example ,, example.com ", "https://example.com/")]
    [InlineData("", "http://localhost:5000/")]
    [InlineData("", "https://127.0.0.1:6443/")]
    [InlineData("", "https://127.9.9.9/")]
    [InlineData("", "https://[::1]/")]
    public void These_are_reached_without_a_proxy(string list, string destination) =>
        ProxyExceptions.Of(list).Has(new Uri(destination)).ShouldBeTrue();

    [Theory]
    [InlineData("10.0.0.0/8", "https://11.0.0.1/")]
    [InlineData("192.168.4.0/22", "https://192.168.8.0/")]
    [InlineData("10.0.0.0/8", "https://ten.example/")]
    [InlineData("10.0.0.0/33", "https://10.0.0.0/")]
    [InlineData("10.0.0.0/-1", "https://10.0.0.0/")]
    [InlineData("10.0.0.0/", "https://10.0.0.0/")]
    [InlineData("fd00::/8", "https://10.1.2.3/")]
    [InlineData("10.1.2.3:6443", "https://10.1.2.3/")]
    [InlineData("10.1.2.3", "https://10.1.2.30/")]
    [InlineData("10", "https://10.0.0.1/")]
    [InlineData("example.com", "https://badexample.com/")]
    [InlineData("example.com", "https://example.com.evil.example/")]
    [InlineData(".example.com", "https://example.com/")]
    [InlineData("*.example.com", "https://example.com/")]
    [InlineData("example.com:6443", "https://example.com/")]
    [InlineData("*example.com", "https://badexample.com/")]
    [InlineData("", "https://example.com/")]
    [InlineData(",:80,/8,[],*.,.", "https://example.com/")]
    [InlineData(null, "https://example.com/")]
    public void These_are_not(string? list, string destination) =>
        ProxyExceptions.Of(list).Has(new Uri(destination)).ShouldBeFalse();

    [Fact]
    public void A_proxy_keeps_its_own_exceptions_beside_them()
    {
        var own = new WebProxy("http://proxy.example:3128") { BypassList = ["^https://own\\.example"] };
        var proxy = new ExceptingProxy(own, ProxyExceptions.Of("10.0.0.0/8").Has);

        proxy.GetProxy(new Uri("https://registry.example/")).ShouldBe(new Uri("http://proxy.example:3128"));
        proxy.IsBypassed(new Uri("https://registry.example/")).ShouldBeFalse();
        foreach (var excepted in (string[])["https://10.1.2.3:6443/", "https://own.example/"])
        {
            proxy.IsBypassed(new Uri(excepted)).ShouldBeTrue();
            proxy.GetProxy(new Uri(excepted)).ShouldBeNull();
        }
    }
}
