# A service repeats the token of a request, in every part of a response and in every encoding, and every stream
# is on. The token must not be in anything that a user sees or saves.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    Import-Module "$PSScriptRoot/RawServer.psm1"
    # Not in the form of a token, which is redacted for its form alone.
    $token = 'plain-looking-' + [guid]::NewGuid().ToString('N') + '/+x'

    $encodings = [ordered]@{
        plain = { param($text) $text }
        json = { param($text) -join $text.ToCharArray().ForEach({ '\u{0:x4}' -f [int] $_ }) }
        percent = { param($text) -join $text.ToCharArray().ForEach({ '%{0:X2}' -f [int] $_ }) }
        lowerPercent = { param($text) -join $text.ToCharArray().ForEach({ '%{0:x2}' -f [int] $_ }) }
        entity = { param($text) -join $text.ToCharArray().ForEach({ '&#{0};' -f [int] $_ }) }
        hexEntity = { param($text) -join $text.ToCharArray().ForEach({ '&#x{0:x};' -f [int] $_ }) }
        hex = { param($text) -join $text.ToCharArray().ForEach({ '{0:x2}' -f [int] $_ }) }
        upperHex = { param($text) -join $text.ToCharArray().ForEach({ '{0:X2}' -f [int] $_ }) }
        base64 = { param($text) [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($text)) }
        base64OfHeader = {
            param($text)
            [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes("Bearer $text"))
        }
        base64url = {
            param($text)
            $base64 = [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($text))
            $base64.TrimEnd('=').Replace('+', '-').Replace('/', '_')
        }
    }
    # The responses by what the token is in; the ID of the job or run selects one.
    $places = [ordered]@{
        requestId = { param($echo) @{ Status = 400; Head = "x-request-id: $echo`r`n" } }
        successId = { param($echo) @{ Head = "x-request-id: $echo`r`n" } }
        location = { param($echo) @{ Status = 302; Head = "Location: https://x.example/$echo/y`r`n" } }
        reason = { param($echo) @{ Status = 400; Reason = $echo } }
        name = { param($echo) @{ Status = 400; Body = "{`"message`":`"m`",`"details`":[{`"$echo`":1}]}" } }
        details = { param($echo) @{ Status = 400; Body = "{`"message`":`"m`",`"details`":[{`"type`":`"$echo`"}]}" } }
        message = { param($echo) @{ Status = 400; Body = "{`"error_code`":`"A`",`"message`":`"no $echo`"}" } }
        page = { param($echo) @{ Status = 400; Body = "<pre>no $echo</pre>" } }
        run = { param($echo) @{ Body = "{`"run_name`":`"$echo`",`"new`":{`"$echo`":[`"$echo`"]}}" } }
    }
    $answers = @{}
    $id = 1000
    foreach ($place in $places.Values) {
        foreach ($encode in $encodings.Values) {
            $answers["/runs/get?run_id=$id "] = & $place (& $encode $token)
            $id++
        }
    }
    $servers = @(Start-RawServer $answers)
    foreach ($encode in $encodings.Values) {
        $echo = & $encode $token
        $servers += Start-RawServer @{
            '/scim/v2/Me' = @{ Body = "{`"userName`":`"$echo`"}" }
            # An invalid header. Only a change is not repeated for minutes.
            '/runs/delete' = @{ Head = "$echo`r`n" }
        }
    }

    # The encodings in which the token is in a text, which may be broken into lines and truncated.
    function Find-Token([string] $Text) {
        $joined = $Text -replace '\s'
        $middle = $token.Substring(8, 24)
        foreach ($name in $encodings.Keys) {
            $form = if ($name -like 'base64*') {
                (& $encodings[$name] $token).Substring(12, 28)
            } else {
                & $encodings[$name] $middle
            }
            if ($joined.IndexOf($form, [System.StringComparison]::OrdinalIgnoreCase) -ge 0) {
                $name
            }
        }
    }

    $variables = @{
        TEST_TOKEN = $token; TEST_FOLDER = "$TestDrive"; TEST_LAST = $id - 1
        # Not $servers.Address, which is a method of arrays.
        TEST_SERVERS = $servers.ForEach('Address') -join ' '
    }
    $result = Invoke-WithEnvironment $variables {
        Invoke-FreshPowerShell {
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            $null = Start-Transcript (Join-Path $env:TEST_FOLDER 'transcript.txt')
            $secret = [System.Security.SecureString]::new()
            $env:TEST_TOKEN.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
            $first, $rest = $env:TEST_SERVERS -split ' '
            $connection = Connect-DbxWorkspace $first $secret -SkipVerification
            foreach ($id in 1000..$env:TEST_LAST) {
                $run = Get-DbxRun $id -Workspace $connection
                $run | Format-List * -Force
                $run | ConvertTo-Json -Depth 5
                $run | Export-Clixml (Join-Path $env:TEST_FOLDER "run-$id.xml")
                if ($run) { $run.ToJson() }
            }
            foreach ($address in $rest) {
                $connection = Connect-DbxWorkspace $address $secret
                $connection | Format-List * -Force
                $connection | Export-Clixml (Join-Path $env:TEST_FOLDER "$(([uri] $address).Port).xml")
                Remove-DbxRun 1 -Workspace $connection -Confirm:$false
            }
            "errors: $($Error.Count)"
            $Error | ForEach-Object { "$($_.Exception)" }
            $Error | ForEach-Object { $_.Exception | Select-Object * -ExcludeProperty TargetSite | Format-List }
            $Error | Export-Clixml (Join-Path $env:TEST_FOLDER 'errors.xml')
            # These take about a second for each error.
            $Error | Select-Object -First 3 | Format-List * -Force
            Get-Error -Newest 3
            $null = Stop-Transcript
            'the end'
        }
    }
    # A leak in each stream, which the search must find.
    $planted = Invoke-WithEnvironment @{ TEST_TOKEN = $token } {
        Invoke-FreshPowerShell {
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            "stream-Output $env:TEST_TOKEN"
            Write-Error "stream-Error $env:TEST_TOKEN"
            Write-Warning "stream-Warning $env:TEST_TOKEN"
            Write-Verbose "stream-Verbose $env:TEST_TOKEN"
            Write-Debug "stream-Debug $env:TEST_TOKEN"
            Write-Information "stream-Information $env:TEST_TOKEN"
            Write-Host "stream-Host $env:TEST_TOKEN"
        }
    }
}

AfterAll {
    $servers | ForEach-Object { $_.Stop() }
}

Describe 'A token that the service repeats' {
    It 'was in every response' {
        $result.Output | Should -Match 'the end'
        $places.Count * $encodings.Count | Should -Be ($answers.Count)
        $result.Output | Should -Match 'errors: \d\d'
        $requests = @($servers[0].Lines | Where-Object { $_ -match '/runs/get' } | Select-Object -Unique)
        $requests.Count | Should -Be $answers.Count
        foreach ($server in $servers | Select-Object -Skip 1) {
            $server.Lines -match '/scim/v2/Me' | Should -Not -BeNullOrEmpty
            $server.Lines -match '/runs/delete' | Should -Not -BeNullOrEmpty
        }
    }

    It 'is not in what the session wrote' {
        Find-Token $result.Output | Should -BeNullOrEmpty
        Find-Token $result.Error | Should -BeNullOrEmpty
    }

    It 'is not in the transcript, nor in what was exported' {
        $files = Get-ChildItem $TestDrive -Recurse -File
        $files.Name | Should -Contain 'transcript.txt'
        $files.Name | Should -Contain 'errors.xml'
        foreach ($file in $files) {
            Find-Token (Get-Content -LiteralPath $file.FullName -Raw) | Should -BeNullOrEmpty -Because $file.Name
        }
    }
}

Describe 'The search for the token' {
    It 'finds it in every encoding' {
        foreach ($name in $encodings.Keys) {
            Find-Token "a *** `n $(& $encodings[$name] $token) b" | Should -Contain $name
        }
        Find-Token 'a *** b' | Should -BeNullOrEmpty
    }

    It 'finds it in the stream <_>' -ForEach 'Output', 'Error', 'Warning', 'Verbose', 'Debug', 'Information', 'Host' {
        $part = ("$($planted.Output)$($planted.Error)" -replace '\s') -split 'stream-' -like "$_*"
        $part.Count | Should -BeGreaterThan 0
        Find-Token $part[0] | Should -Be 'plain'
    }
}
